"""A worker as the prototype's users wrote theirs: python-socketio, the four events, and nothing else."""

import argparse
import queue
import threading
import time

import socketio

parser = argparse.ArgumentParser()
parser.add_argument("--host", required=True)
parser.add_argument("--space", required=True)
parser.add_argument("--seconds", type=float, default=0)
options = parser.parse_args()

client = socketio.Client()
waiting = queue.Queue()


def say(*words):
    print(*words, flush=True)


@client.event
def connect():
    client.emit("register", {"space_name": options.space})


@client.event
def disconnect():
    say("disconnected")


@client.on("register_response")
def registered(answer):
    say("✓ Registration successful!" if answer["success"] else "refused: " + answer["message"])


@client.on("inference_request")
def requested(request):
    waiting.put(request)


def work():
    while True:
        request = waiting.get()
        say("got", request["request_id"])
        time.sleep(options.seconds)
        say("answered", request["request_id"])
        answer = {"text": request["payload"]["prompt"].upper(), "for": request["username"]}
        client.emit(
            "inference_result",
            {"request_id": request["request_id"], "status": "completed", "result": answer},
        )


threading.Thread(target=work, daemon=True).start()
client.connect(options.host)
client.wait()
say("over")
