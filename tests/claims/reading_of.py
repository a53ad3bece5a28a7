"""Text -> Reading, as the stage makes it."""

from cotejo.language.load import read
from cotejo.language.reading import Reading
from cotejo.records.document import Document


def reading_of(text: str, language: str, **fields: object) -> Reading:
    document = Document(capture="capture-test", text=text, external_id="test", language=language, made_by="test", **fields)
    return read(document)
