whatsapp-message-refused = The gateway refused this message: { $reason }
whatsapp-message-not-on-whatsapp = { $number } is not on WhatsApp. Check the number, or reach this person another way.
whatsapp-message-not-possible = This gateway cannot send this message: { $feature }
whatsapp-message-reach-out-locked = WhatsApp does not let this number write to people who have not written to it first (error 463). Wait until WhatsApp lifts the restriction, then send it again.
whatsapp-message-outcome-unknown = { $count ->
    [one] After one attempt the gateway has not said whether this message was sent.
   *[other] After { $count } attempts the gateway has not said whether this message was sent.
  } Check the phone before you send it again.
whatsapp-message-trying-again = The gateway has not answered clearly yet ({ $reason }). It is asked again about the same message, which is sent only once.
whatsapp-message-expired = This message was queued for too long and was not sent. Send it again if it is still needed.
whatsapp-message-undelivered = WhatsApp reported that it could not send this message. Check the number, then send it again.
whatsapp-message-number-removed = The number was removed before the gateway had said whether this message was sent.
whatsapp-message-cannot-cancel = This message is no longer queued, so it cannot be cancelled.
whatsapp-message-cannot-retry = Only a message that failed, expired or was cancelled can be sent again.
whatsapp-message-number-is-gone = The number that sent this message was removed. Write a new message from another number.
whatsapp-instance-limit = { $name } has { $count ->
    [one] one number
   *[other] { $count } numbers
  }, and the plan allows { $max }. Remove one, or choose a plan with more.
whatsapp-instance-no-room = No online server has room for another number. Please try again later, or ask the operator to add a server.
whatsapp-instance-too-often = Too many numbers were added and removed for now. You can continue in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }.
whatsapp-instance-not-scanning = Only a number that is waiting for a scan can be paired like this. Connect it first.
whatsapp-pairing-too-often = Too many codes were sent for now. You can ask for another in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }, or scan the QR code right away.
whatsapp-server-name-taken = Another server is called “{ $name }”. Choose a different name.
whatsapp-server-holds-numbers = { $name } holds { $count ->
    [one] one number
   *[other] { $count } numbers
  }. Remove { $count ->
    [one] it
   *[other] them
  } first; until then, maintenance keeps new ones away.
whatsapp-server-too-few-devices = { $value } is too few: the server holds { $count ->
    [one] one number
   *[other] { $count } numbers
  } now.
whatsapp-server-status-choice = A server can be set online or to maintenance. Whether it is offline is found out by checking it.
whatsapp-server-unreachable = The server cannot be reached: { $reason }
whatsapp-server-no-clear-answer = The server did not answer clearly: { $reason }
whatsapp-server-refused = The server refused the request: { $reason }
whatsapp-server-key-refused = The server does not accept the API key. Edit the server and enter its key again.
whatsapp-server-unhealthy = The server answers, but reports a problem (a full disk, for instance). See its health page.
whatsapp-server-slow-down = The server asks to be called less often.
whatsapp-server-no-driver = There is no driver for “{ $provider }” in this process.
whatsapp-webhook-not-signed = This call is not signed with the secret of this server.
whatsapp-webhook-unreadable = The body is not a readable event: { $reason }
whatsapp-webhook-too-large = The body has { $count } bytes; at most { $max } are read.
whatsapp-message-unconfirmed = The gateway accepted this message, but its delivery was not confirmed within { $minutes } minutes. A later confirmation still counts; check the phone before you send it again.
whatsapp-queue-owner-inactive = The account of { $name } is deactivated, so no more messages can be queued. Activate the account first.
whatsapp-queue-number-full = { $count } messages are already queued in “{ $name }”; at most { $max } are allowed. Send fewer, or wait until some have been sent.
whatsapp-queue-texts-full = The queued messages of { $name } already hold { $count } MB of text; at most { $max } MB are allowed. Send fewer or shorter ones, or wait until some have been sent.
whatsapp-pairing-not-ready = The gateway cannot give a code yet. Please wait a moment, then ask again.
whatsapp-server-key-again = The address leads to a different server. Enter the API key again, so that it is not shown to a server it was not meant for.
whatsapp-instance-no-other-account = No other account asks for this number any more. Reload the page to see its status.
