"""How the program and its page-reading child talk: frames of a length and that many bytes.

A request is a frame of JSON (media type, metadata, CPU seconds) and a frame of raw bytes; an answer is one frame of
JSON: a reading, or the message of an error.
"""

import json
import struct
from dataclasses import asdict
from typing import Any, BinaryIO

from reader.domain.article import MediaType, Metadata, Reading
from reader.domain.document import Block, BlockKind, Document
from reader.domain.links import Link

OUT_OF_MEMORY = 70
"""The child's exit status when a page needs more memory than it may have."""

_LENGTH = struct.Struct(">I")


def write_frame(stream: BinaryIO, data: bytes) -> None:
    """Send one frame.

    Raises:
        OSError: the other side is gone.
    """
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes:
    """Receive one frame.

    Raises:
        EOFError: the other side is gone.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return _exactly(stream, length)


def pack_request(media_type: MediaType, metadata: Metadata, cpu_seconds: float) -> bytes:
    """The first frame of a request."""
    return json.dumps({"media_type": media_type, "metadata": asdict(metadata), "cpu_seconds": cpu_seconds}).encode()


def unpack_request(frame: bytes) -> tuple[MediaType, Metadata, float]:
    """What `pack_request` packed."""
    request = json.loads(frame)
    return MediaType(request["media_type"]), _metadata(request["metadata"]), request["cpu_seconds"]


def pack_reading(reading: Reading) -> bytes:
    """An answer that holds a reading."""
    blocks = [asdict(block) for block in reading.document.blocks]
    return json.dumps({"metadata": asdict(reading.metadata), "blocks": blocks}).encode()


def pack_error(message: str) -> bytes:
    """An answer that says why there is no reading."""
    return json.dumps({"error": message}).encode()


def unpack_answer(frame: bytes) -> Reading | str:
    """The reading, or the message of the error.

    Raises:
        ValueError, KeyError, TypeError: this is no answer.
    """
    answer = json.loads(frame)
    if "error" in answer:
        return str(answer["error"])
    return Reading(_metadata(answer["metadata"]), Document(tuple(map(_block, answer["blocks"]))))


def _block(fields: dict[str, Any]) -> Block:
    links = tuple(Link(**link) for link in fields["links"])
    return Block(**{**fields, "kind": BlockKind(fields["kind"]), "links": links})


def _metadata(fields: dict[str, Any]) -> Metadata:
    return Metadata(**{**fields, "authors": tuple(fields["authors"])})


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        message = f"{len(data)} of {length} bytes came"
        raise EOFError(message)
    return data
