"""Two strings -> how many single signs must be changed, put in or left out to find the one inside the other."""


def edits_within(pattern: str, text: str) -> int:
    """Least number of edits that turn `pattern` into some stretch of `text` (Levenshtein; where it begins and ends in the text costs nothing).

    Myers' bit vectors on whole numbers: one step per sign of the text, however long the pattern. An empty pattern costs 0.

    >>> edits_within("they eat apart", "he said they ate apart, always")
    2
    """
    if not pattern:
        return 0
    last = 1 << (len(pattern) - 1)
    mask = (last << 1) - 1
    places: dict[str, int] = {}
    for place, sign in enumerate(pattern):
        places[sign] = places.get(sign, 0) | 1 << place
    up, down = mask, 0
    score = best = len(pattern)
    for sign in text:
        equal = places.get(sign, 0)
        across = (((equal & up) + up) ^ up) | equal
        left = down | (~(across | up) & mask)
        right = up & across
        if left & last:
            score += 1
        elif right & last:
            score -= 1
        left, right = (left << 1) & mask, (right << 1) & mask
        vertical = equal | down
        up = right | (~(vertical | left) & mask)
        down = left & vertical
        best = min(best, score)
    return best
