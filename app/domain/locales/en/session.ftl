session-failed = The user name or the password is not correct. Check both, or reset your password.
session-password-wrong = This is not your current password.
session-password-same = This is already your password. Choose another one.
session-password-common = This password is one of the most common ones and is easy to guess. Choose another one.
session-password-personal = A password must not contain your name or your email address. Choose another one.
session-link-dead = This link has expired, was already used or was replaced by a newer one. Ask for a new link.
session-links-too-often = Too many links were sent for now. You can send the next one in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }.
session-unknown-zone = “{ $value }” is not a time zone such as Europe/Madrid.
session-owner-exists = There is already an owner: { $email }. Sign in with that account, or reset its password.
idempotency-bad-token = The idempotency key is longer than { $max } characters or contains control characters. Send a shorter one, such as a UUID.
idempotency-other-input = This idempotency key was already used for a different request. Send a new key with each new request.
idempotency-no-token = The form was sent before it was complete, so nothing was done. Send it again.
mail-reset-subject = Choose a new password for { $product }
mail-reset-body =
    Hello { $name },

    Someone, probably you, asked for a new password for your { $product } account. Open this link within one hour to choose one:

    { $link }

    The link works once. If it was not you, do nothing: your password stays as it is.
mail-reset-by-staff-body =
    Hello { $name },

    The team that manages your { $product } account asks you to choose a new password. Open this link within one hour:

    { $link }

    The link works once. After that hour, ask for another one on the sign-in page.
mail-invitation-subject = Your account at { $product }
mail-invitation-body =
    Hello { $name },

    An account was created for you at { $product }. Open this link within seven days to choose your password:

    { $link }

    The link works once. After that, ask for another one on the sign-in page.
mail-password-changed-subject = Your password for { $product } was changed
mail-password-changed-body =
    Hello { $name },

    The password of your { $product } account was just changed, and all other sessions were ended. If this was you, there is nothing to do.

    If it was not you, choose a new password at once:

    { $link }
mail-address-changed-subject = The email address of your { $product } account was changed
mail-address-changed-body =
    Hello { $name },

    The team that manages your { $product } account changed its email address. From now on, emails about the account go to the new address, and links sent to this one no longer work.

    If you did not ask for this, contact them at once.
session-link-to-yourself = You cannot send this link to yourself. Change your password on your account page.
session-link-deactivated = The account of { $name } is deactivated, so no link was sent. Activate it first.
session-mails-too-many = Too many emails were sent to { $address } for now. Try again in an hour.
