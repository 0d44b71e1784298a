"""An offline /v1/embeddings endpoint for the cache benchmark.

    python embeddings_server.py MODEL_FOLDER [PORT]

MODEL_FOLDER is a folder of the sentence-transformers library (pip install sentence-transformers) with its weights, such
as a copy of all-MiniLM-L6-v2. The port is printed once the model is loaded. Nothing is fetched from anywhere.
"""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

os.environ["HF_HUB_OFFLINE"] = "1"

from sentence_transformers import SentenceTransformer  # noqa: E402  (the variable must be set before)

model = SentenceTransformer(sys.argv[1], device="cpu")


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        vectors = model.encode(texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False)
        data = [
            {"object": "embedding", "index": index, "embedding": [round(float(x), 7) for x in vector]}
            for index, vector in enumerate(vectors)
        ]
        answer = json.dumps({"object": "list", "model": body.get("model", ""), "data": data}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
