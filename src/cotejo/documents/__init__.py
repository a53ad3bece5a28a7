"""The outside world -> captures and documents."""
