messages-title = Messages
messages-new = New message
messages-to = To
messages-text = Message
messages-state = Status
messages-when = Queued
messages-number = Number
messages-owner = Customer
messages-filter-to = Sent to
messages-caption = Messages, newest first
messages-empty-title = No messages yet
messages-empty = The messages you send appear here at once, with their status.
messages-empty-staff = The messages customers send appear here, with their status.
messages-only-to = Show only messages to { $number }
messages-conversation = Messages to { $number }
messages-write-again = Write to this number
messages-through = Through the number:
messages-cancel = Cancel
messages-cancel-to = Cancel the message to { $number }
messages-cancelled = Message cancelled.
messages-retry = Send again
messages-retry-to = Send again to { $number }
messages-retried = Message queued again.
messages-open-number = Open the sender’s number
messages-open-customer = Open the customer
messages-recipients = Recipients
messages-recipients-hint = Phone numbers with their country code, one per line or separated by commas.
messages-recipients-found = { $count ->
    [one] one number
   *[other] { $count } numbers
  }
messages-length = { $count } of { $max } characters
messages-send = Send
messages-send-count = { $count ->
    [one] Send one message
   *[other] Send { $count } messages
  }
messages-queue-note = Messages are queued at once and sent one after the other, at a human pace.
messages-no-number-title = Connect a number first
messages-no-number = Messages are sent through your own WhatsApp number. Pair one by scanning a code.
messages-queued = The messages are queued.
messages-one = Message to { $number }
messages-about = About this message
messages-open = Open
messages-from = Send from
messages-sender = Sender
messages-sent-by = Sent by
messages-by-staff = Staff
messages-waits-until = Waits at most until
messages-tries = Attempts
messages-retry-of = Sends again
messages-retried-as = Sent again
messages-show-it = Show that message
messages-changed = Status since
messages-filter-from = Queued from
messages-filter-until = Queued until
messages-batch = { $count ->
    [one] One message sent together
   *[other] { $count } messages sent together
  }
messages-cancel-rest = Cancel the rest
messages-rest-cancelled = Queued messages cancelled.
messages-preview = Preview
messages-recipients-home = One per line or separated by commas. Numbers without a country code are read as numbers of { $country } (+{ $code }).
messages-confirm-title = Send to so many people?
messages-confirm-many = { $count ->
    [one] This sends one message. Confirm that this is what you want.
   *[other] This sends { $count } messages, one to each recipient. Confirm that this is what you want.
  }
messages-confirm-box = Yes, send to all of them
