error-check-fields = Some fields need another look.
error-sign-in = Please sign in to go on.
error-forbidden = Your role does not allow this. Ask the person who manages your account.
error-not-found = There is no such thing here, or it is not in your part of the tree.
error-internal = Something went wrong on our side. Nothing was lost; please try again.
error-changed-meanwhile = Someone changed this meanwhile. Reload to see the newest version, then try again.
error-too-many-tries = Too many tries. Please wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
  } and try again.
error-unreadable-request = This request could not be read. Reload the page and try again.
error-offline = The server cannot be reached. Check your connection; nothing was lost.
error-upload-too-large = The file is larger than { $megabytes } MB. Split it, or raise the limit in the settings.
error-busy = The database is busy. Please try again in a moment.
field-required = Please fill this in.
field-too-long = This is { $count } characters long; at most { $max } fit.
field-control-characters = This holds invisible control characters. Please type it again.
field-choose-one = “{ $value }” is not one of the choices.
field-not-an-email = “{ $value }” is not an email address such as name@example.com.
field-not-a-phone = “{ $value }” is not a phone number with its country code, such as +34 600 111 222.
field-not-a-username = “{ $value }” cannot be a user name: 3 to 40 letters, digits, dots, dashes or underscores.
field-too-many-tags = { $count } tags are too many; at most { $max } fit.
field-bad-tag = The tag “{ $value }” is longer than { $max } characters or holds control characters.
field-unknown-currency = “{ $code }” is not a currency code such as USD.
field-not-an-amount = “{ $value }” is not an amount such as 1234.50, without grouping.
field-too-many-decimals = “{ $value }” has more than the { $decimals } decimals of { $currency }.
field-amount-too-large = This amount is too large.
field-currency-mix = { $one } and { $other } cannot be mixed here.
field-not-positive = The amount must be more than zero.
field-not-a-url = “{ $value }” is not a web address such as http://127.0.0.1:3000.
field-link-local = “{ $value }” is an address of the link itself (169.254.0.0/16, fe80::/10). Gateways do not live there; give the address of the gateway.
field-not-between = “{ $value }” is not a whole number between { $min } and { $max }.
field-too-many-recipients = { $count } recipients are too many at once; at most { $max } fit.
field-password-short = A password needs at least { $min } characters.
field-password-simple = A password needs more different characters.
