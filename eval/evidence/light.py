"""Published positions of the sun -> figure: are ours within a hundredth of a degree?"""

from datetime import UTC, datetime

import numpy as np

from cotejo.evidence.sun import DELTA_T_S, apparent, sun_at
from eval.figures import Figure

NEAR_DEG = 0.01


def published() -> Figure:
    """Azimuth and elevation of NREL/TP-560-34302, appendix A.5; right ascension and declination of the same and of Meeus 1991, example 25.b."""
    moment = datetime(2003, 10, 17, 19, 30, 30, tzinfo=UTC).timestamp()
    sun = sun_at(moment, 39.742476, -105.1786)
    pairs = [(float(sun.azimuth[0]), 194.34024), (float(sun.elevation[0]), 39.872046)]
    for t, ascension, declination in (
        (moment, 202.22741, -9.31434),
        (datetime(1992, 10, 13, tzinfo=UTC).timestamp() - DELTA_T_S, 198.378121, -7.783817),
    ):
        found = apparent(np.array([t]))
        pairs += [(float(found[0][0]), ascension), (float(found[1][0]), declination)]
    right = sum(abs(ours - theirs) <= NEAR_DEG for ours, theirs in pairs)
    return Figure("sun within .01 degree of published positions", right, len(pairs))
