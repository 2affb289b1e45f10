#!/usr/bin/env bash
# Of several WhatsApp messages in one webhook call two libraries hand over the first, answer 200, and the rest is lost.
#
# Package:  PyPI pywa 4.5.0 and npm whatsapp-api-js 6.3.0, both for WhatsApp's Cloud API. Read in pywa/types/message.py (`entry[0]`,
#           `changes[0]`, `messages`' first) and in lib/index.js of the other (the same indices in `post`).
# Source:   Meta's documentation of webhooks: `entry`, `changes`, `messages` and `statuses` are lists, calls are put together into batches of
#           at most 1,000 updates, and one is repeated only when the answer is not 200.
# Expected: three messages and two states of one message, or an answer that makes Meta repeat what was not taken.
# Seen:     the first message; of a call with states the first state, so a message that was read stays "delivered".
# Matters:  batches come when much is going on, so nothing is lost in tests and replies of customers vanish in a campaign.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts whatsapp-api-js@6.3.0
python3 -m venv venv
venv/bin/pip install --quiet pywa==4.5.0

cat > webhook.py <<'PY'
"""Prints two calls as Meta writes them: three messages in two changes, two states of a message."""
import json

business, customer, user_id = "15550100", "16505550101", "US.1"
contact = {"profile": {"name": "Customer A"}, "wa_id": customer, "user_id": user_id}
common = {"messaging_product": "whatsapp", "metadata": {"display_phone_number": business, "phone_number_id": "1"}, "contacts": [contact]}


def message(number):
    at = str(1767225600 + number)
    return {"from": customer, "from_user_id": user_id, "id": f"wamid.{number}", "timestamp": at, "type": "text", "text": {"body": "hello"}}


def state(name):
    return {"id": "wamid.9", "status": name, "timestamp": "1767225600", "recipient_id": customer, "recipient_user_id": user_id}


def call(*values):
    changes = [{"field": "messages", "value": common | value} for value in values]
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}


print(json.dumps([
    call({"messages": [message(1), message(2)]}, {"messages": [message(3)]}),
    call({"statuses": [state("delivered"), state("read")]}),
]))
PY
cat > run.py <<'PY'
import json
import threading

from pywa import WhatsApp

client = WhatsApp(phone_id="1", token="none", server=None, verify_token="none")
seen = []


@client.on_message
def on_message(_, update):
    seen.append(update.id)


@client.on_message_status
def on_status(_, update):
    seen.append(update.status.value)


with open("calls.json", encoding="utf-8") as file:
    for body in json.load(file):
        assert client.webhook_update_handler(json.dumps(body).encode()) == ("ok", 200)
for thread in threading.enumerate():
    if thread is not threading.current_thread() and not thread.daemon:
        thread.join(10)
print(*seen)
PY
cat > run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { WhatsAppAPI } from 'whatsapp-api-js';

const client = new WhatsAppAPI({ token: 'none', secure: false, v: 'v24.0' });
const seen = [];
client.on.message = ({ message }) => { seen.push(message.id); };
client.on.status = ({ status }) => { seen.push(status); };
for (const body of JSON.parse(readFileSync('calls.json', 'utf8'))) await client.post(body);
console.log(seen.join(' '));
JS
venv/bin/python webhook.py > calls.json
for seen in "$(venv/bin/python run.py)" "$(node run.mjs)"; do
    echo "of wamid.1 wamid.2 wamid.3 delivered read: $seen"
    [ "$seen" = "wamid.1 delivered" ]
done
