panel-hello = Hello, { $name }
panel-first-title = Connect your WhatsApp number
panel-first = Three small steps: name it, scan a code with the phone, send.
panel-recent = Recent messages
