// placeholder until the islands
