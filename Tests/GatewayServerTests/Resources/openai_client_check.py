"""Uses a running gateway with the official client, as programs do. One line for each thing that works.

usage: openai_client_check.py http://127.0.0.1:PORT/v1
"""

import io
import json
import sys
import time

import openai
from openai import OpenAI
from pydantic import BaseModel

address = sys.argv[1]
client = OpenAI(base_url=address, api_key="studio-key", max_retries=0, timeout=20)


def ok(what):
    print("ok", what, flush=True)


def ask(text, model="quick", using=client, **more):
    return using.chat.completions.create(model=model, messages=[{"role": "user", "content": text}], **more)


def raised(kind, action):
    try:
        action()
    except kind as error:
        assert type(error) is kind, f"{type(error).__name__} instead of {kind.__name__}"
        return error
    raise AssertionError(f"no {kind.__name__}")


# Chat
answer = ask("hello")
assert answer.choices[0].message.content == "You said: hello"
assert answer.choices[0].finish_reason == "stop"
assert answer.usage.total_tokens == 120
assert answer._request_id, "x-request-id"
ok("chat")

assert ask("hi", model="any-name-at-all").model == "any-name-at-all"
ok("a name that is passed on")

# Streams
pieces = list(ask("one two", stream=True))
assert "".join(piece.choices[0].delta.content or "" for piece in pieces) == "You said: one two"
assert pieces[-1].choices[0].finish_reason == "stop"
ok("stream")

pieces = list(ask("a", stream=True, stream_options={"include_usage": True}))
assert pieces[-1].choices == [] and pieces[-1].usage.completion_tokens == 20
ok("stream with usage")

with client.chat.completions.stream(model="quick", messages=[{"role": "user", "content": "three four"}]) as stream:
    text = "".join(event.delta for event in stream if event.type == "content.delta")
    final = stream.get_final_completion()
assert text == final.choices[0].message.content == "You said: three four"
ok("stream helper")

# Tools
tools = [
    {
        "type": "function",
        "function": {
            "name": "weather",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
                "required": ["city", "days"],
            },
        },
    }
]
question = [{"role": "user", "content": "How is the weather?"}]
message = client.chat.completions.create(model="quick", messages=question, tools=tools).choices[0].message
call = message.tool_calls[0]
assert call.function.name == "weather"
assert json.loads(call.function.arguments) == {"city": "Lisbon", "days": 7}
ok("tool call")

result = {"role": "tool", "tool_call_id": call.id, "content": "sun"}
answer = client.chat.completions.create(model="quick", messages=question + [message, result], tools=tools)
assert answer.choices[0].message.content == "The tool says sun."
ok("tool result")

with client.chat.completions.stream(model="quick", messages=question, tools=tools) as stream:
    stream.until_done()
    call = stream.get_final_completion().choices[0].message.tool_calls[0]
assert json.loads(call.function.arguments) == {"city": "Lisbon", "days": 7}
ok("streamed tool call")

# Schemas
schema = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
    "required": ["city", "people"],
    "additionalProperties": False,
}
form = {"type": "json_schema", "json_schema": {"name": "place", "strict": True, "schema": schema}}
answer = ask("Where?", response_format=form)
assert json.loads(answer.choices[0].message.content) == {"city": "Lisbon", "people": 7}
ok("json schema")


class Place(BaseModel):
    city: str
    people: int
    is_port: bool


parsed = client.chat.completions.parse(
    model="quick", messages=[{"role": "user", "content": "Where?"}], response_format=Place
)
assert parsed.choices[0].message.parsed == Place(city="Lisbon", people=7, is_port=True)
ok("parse")

# Other operations
assert client.completions.create(model="quick", prompt="Once").choices[0].text == " upon a time"
ok("completion")

vectors = client.embeddings.create(model="quick", input=["a", "b"])
assert [item.embedding for item in vectors.data] == [[0.5, -0.25, 1.0]] * 2
ok("embeddings (base64, as the client asks by itself)")

vectors = client.embeddings.create(model="quick", input="a", encoding_format="float")
assert vectors.data[0].embedding == [0.5, -0.25, 1.0]
ok("embeddings (numbers)")

assert client.audio.speech.create(model="quick", voice="alloy", input="Hello.").read() == b"ID3 sound"
with client.audio.speech.with_streaming_response.create(model="quick", voice="alloy", input="Hello.") as speech:
    assert b"".join(speech.iter_bytes()) == b"ID3 sound"
ok("speech")

sound = ("talk.wav", b"RIFF1234", "audio/wav")
assert client.audio.transcriptions.create(model="quick", file=sound).text == "8 bytes of talk.wav"
ok("transcript")

events = list(client.audio.transcriptions.create(model="quick", file=sound, stream=True))
assert [event.type for event in events] == ["transcript.text.delta", "transcript.text.done"]
assert events[-1].text == "8 bytes of talk.wav"
ok("streamed transcript")

names = [model.id for model in client.models.list()]
assert {"quick", "kept", "only", "known"} <= set(names), names
assert client.models.retrieve("quick").id == "quick"
ok("models")

# Headers
raw = client.chat.completions.with_raw_response.create(model="kept", messages=[{"role": "user", "content": "a"}])
assert raw.headers["x-atelier-cache"] == "miss" and raw.headers["x-atelier-model"] == "known"
again = client.chat.completions.with_raw_response.create(model="kept", messages=[{"role": "user", "content": "a"}])
assert again.headers["x-atelier-cache"] == "hit" and again.headers["x-atelier-attempts"] == "0"
assert again.parse().choices[0].message.content == "You said: a"
ok("raw response")

# Errors
error = raised(openai.AuthenticationError, lambda: ask("a", using=client.with_options(api_key="wrong")))
assert error.code == "key.unknown" and error.type == "authentication_error"
ok("401")

narrow = client.with_options(api_key="narrow-key")
error = raised(openai.PermissionDeniedError, lambda: ask("a", using=narrow))
assert error.code == "key.model" and error.param == "model"
ok("403")

error = raised(openai.BadRequestError, lambda: client.chat.completions.create(model="quick", messages=[]))
assert error.param == "messages"
error = raised(openai.BadRequestError, lambda: ask("refuse"))
assert error.code == "context_length_exceeded"
ok("400")

error = raised(openai.NotFoundError, lambda: client.models.retrieve("nobody"))
assert error.code == "model.unknown"
ok("404")

error = raised(openai.InternalServerError, lambda: ask("break", using=client.with_options(max_retries=2)))
assert error.status_code == 502 and error.code == "upstream.exhausted"
assert error.response.headers["x-should-retry"] == "false", "the client did not try again"
ok("502")

slow = client.with_options(api_key="slow-key")
error = None
for _ in range(31):
    try:
        ask("a", using=slow)
    except openai.RateLimitError as limited:
        error = limited
        break
assert error is not None and error.code == "key.rate"
wait = float(error.response.headers["retry-after"])
assert 0 < wait <= 2
ok("429")

began = time.monotonic()
answer = ask("patience", using=slow.with_options(max_retries=1))
assert answer.choices[0].message.content == "You said: patience"
assert time.monotonic() - began >= wait - 1.5, "the client waited as long as it was told"
ok("429, then an answer after the time that was told")

seen = ""


def read():
    global seen
    for piece in ask("stop in the middle", model="single", stream=True):
        seen += piece.choices[0].delta.content or ""


error = raised(openai.APIError, read)
assert seen == "one two" and error.code == "stream.broken", (seen, error)
ok("a stream that breaks")

print("all good")
