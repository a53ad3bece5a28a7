"""One picture's bytes -> the same picture as a plain grey PNG for other programs, made inside a cell (`python -m cotejo.evidence.greyed`)."""

import io

from PIL import Image

from cotejo.evidence.inmate import serve
from cotejo.evidence.opened import samples
from cotejo.evidence.pictures import BadPicture, decode

SMALL_PX = 1_000  # wide; the letters of a smaller one stand below the 20 pixels that text recognition wants
LARGE_PX = 4_000


def grey(data: bytes) -> bytes:
    """Decode within the limits of pictures, double what is small, shrink what is large.

    Raises:
        BadPicture: refused, with the reason.
    """
    picture = decode(data)
    image = Image.fromarray(picture.luma.round().clip(0, 255).astype("uint8"), "L")
    if image.width < SMALL_PX:
        image = image.resize((image.width * 2, image.height * 2), Image.Resampling.LANCZOS)
    image.thumbnail((LARGE_PX, LARGE_PX))
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


if __name__ == "__main__":
    serve(grey, BadPicture, (sample[1:] for sample in samples()))
