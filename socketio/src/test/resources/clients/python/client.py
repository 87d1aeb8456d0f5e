"""Goes through everything a client does, and writes down a line about each step; ClientScenario has the steps."""
import json
import queue
import sys

import socketio

url, path, mode = sys.argv[1:4]
transports = {"websocket": ["websocket"], "polling": ["polling"], "upgrade": None}[mode]
PATIENCE = 15


def say(*words):
    shown = (word if isinstance(word, str) else json.dumps(word, ensure_ascii=False, separators=(",", ":")) for word in words)
    print(" ".join(shown), flush=True)


class Client:
    """A client whose events wait in queues."""

    def __init__(self, namespace="/", token=None, others=()):
        self.io = socketio.Client(reconnection_delay=0.1, reconnection_delay_max=0.2)
        self.namespace = namespace
        self.others = list(others)
        self.auth = {"token": token} if token else None
        self.queues = {}
        for event in ("connect", "disconnect", "connect_error", "echo-back", "answered", "welcome"):
            self.io.on(event, self.collector(event), namespace=namespace)
        for other in others:
            self.io.on("welcome", self.queues["welcome"].put, namespace=other)
        self.io.on("question", lambda number, data: (number + 1, bytes(reversed(data))), namespace=namespace)

    def collector(self, event):
        waiting = self.queues[event] = queue.Queue()

        def collect(*args):
            waiting.put(list(args))

        return collect

    def next(self, event):
        return self.queues[event].get(timeout=PATIENCE)

    def connect(self, wait=True):
        self.io.connect(url, auth=self.auth, transports=transports, namespaces=[self.namespace] + self.others,
                        socketio_path=path, wait=wait, wait_timeout=PATIENCE)

    def emit(self, event, *args):
        self.io.emit(event, tuple(args), namespace=self.namespace)

    def echo(self, *args):
        self.emit("echo", *args)
        return self.next("echo-back")


client = Client(token="let-me-in", others=["/private"])
client.connect()
client.next("connect")
say("connected", "websocket" if mode == "websocket" else "polling")
say("transport", client.io.transport())

say("echo", client.echo(1, "2", {"3": [True, None, "ä€𝄞\u001e"]}))
data, deep = client.echo(b"\1\2\3", {"deep": [b"\4"]})
say("binary", data.hex(), deep["deep"][0].hex())
say("ack", client.io.call("ask", "x", timeout=PATIENCE))
say("binary-ack", client.io.call("ask", b"\x09\x08", timeout=PATIENCE).hex())

client.emit("question-me")
number, reversed_bytes = client.next("answered")
say("answered", number, reversed_bytes.hex())

for i in range(100):
    client.emit("echo", i)
say("ordered", all(client.next("echo-back") == [i] for i in range(100)))

refused = Client("/private")
refused.connect(wait=False)
error = refused.next("connect_error")[0]
say("refused", error["message"], error["data"])
refused.io.disconnect()

admitted = Client("/private", "let-me-in")
admitted.connect()
say("admitted", admitted.next("welcome")[0])
admitted.io.disconnect()
say("shared", client.next("welcome"))
say("echo", client.echo("still here"))

before = client.io.get_sid()
say("cut")
client.next("disconnect")
say("lost")
client.next("connect")
say("reconnected", client.io.get_sid() != before)
say("echo", client.echo("again"))

client.emit("dismiss")
client.next("disconnect")
say("dismissed")
client.io.disconnect()

client = Client()
client.connect()
say("connected again")
client.io.disconnect()
say("left")
