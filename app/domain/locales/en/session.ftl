session-failed = The name or the password is not right. Check both, or reset your password.
session-password-wrong = This is not your current password.
session-password-same = This is the password you have now. Choose another one.
session-password-common = This password is among the well-known ones that are tried first. Choose another one.
session-password-personal = A password must not hold your name or your email address. Choose another one.
session-link-dead = This link has run out, was used or was replaced by a newer one. Ask for a new link.
session-links-too-often = Enough links were sent for now. You can send the next one in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }.
session-unknown-zone = “{ $value }” is not a time zone such as Europe/Madrid.
session-owner-exists = There is an owner already: { $email }. Sign in with that account, or reset its password.
idempotency-bad-token = The idempotency key is longer than { $max } characters or holds control characters. Send a shorter one, such as a UUID.
idempotency-other-input = This idempotency key was used for another request. Send a new key with a new request.
mail-reset-subject = Choose a new password for { $product }
mail-reset-body =
    Hello { $name },

    someone, probably you, asked for a new password for your { $product } account. Open this link within one hour to choose one:

    { $link }

    The link works once. If it was not you, do nothing: your password stays as it is.
mail-reset-by-staff-body =
    Hello { $name },

    the people who look after your { $product } account ask you to choose a new password. Open this link within one hour:

    { $link }

    The link works once. After that hour, ask for another one on the sign-in page.
mail-invitation-subject = Your account at { $product }
mail-invitation-body =
    Hello { $name },

    there is an account for you at { $product }. Open this link within seven days to choose your password:

    { $link }

    The link works once. After that, ask for another one on the sign-in page.
mail-password-changed-subject = Your password for { $product } was changed
mail-password-changed-body =
    Hello { $name },

    the password of your { $product } account was just changed, and all other sessions were ended. If this was you, there is nothing to do.

    If it was not you, choose a new password at once:

    { $link }
mail-address-changed-subject = The address of your account at { $product } was changed
mail-address-changed-body =
    Hello { $name },

    the people who look after your { $product } account gave it another email address. Messages about it go there from now on, and links that were sent here have ended.

    If you did not ask for this, write to them at once.
session-link-to-yourself = You cannot send this link to yourself. Change your password on your account page.
session-link-deactivated = The account of { $name } is deactivated, so no link was sent. Activate it first.
session-mails-too-many = Enough mails were sent to { $address } for now. Try again in an hour.
