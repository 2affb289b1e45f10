panel-hello = Hello, { $name }
panel-first-title = Connect your WhatsApp number
panel-first = Three small steps and your first message is on its way.
panel-step-name = Name your number
panel-step-scan = Scan a code with its phone
panel-step-send = Send your first message
panel-sent-today = Sent today
panel-waiting = Waiting
panel-connected = Connected
panel-connected-of = of { $count }
panel-figures = Today
panel-all-well = { $count ->
    [one] Your number is connected and ready to send.
   *[other] All { $count } numbers are connected and ready to send.
  }
panel-some-off = { $count ->
    [one] One of your numbers is not connected.
   *[other] { $count } of your numbers are not connected.
  }
panel-pair-title = Almost there: pair { $name }
panel-pair = Scan one code with its phone, and this number can send.
panel-pair-open = Show the code
panel-send-title = Send your first message
panel-send = Your number is connected. Write to one person or to many at once.
panel-your-numbers = Your numbers
panel-all-numbers = All numbers
panel-recent = Newest messages
panel-all-messages = All messages
