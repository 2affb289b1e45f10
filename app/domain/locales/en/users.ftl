users-email-taken = “{ $value }” is already the address of another account. Use another address, or look that account up.
users-username-taken = “{ $value }” is already another person’s user name. Choose another one.
users-role-not-yours = You cannot give this role: it is above your own.
users-not-your-own-role = You cannot change your own role. Ask the person who manages your account.
users-not-your-own-place = You cannot move yourself. Ask the person who manages your account.
users-not-yourself = You cannot deactivate your own account.
users-root-stays-owner = The first owner stays at the root of the tree, as owner.
users-root-stays-active = The first owner’s account stays active: without it nobody could sign in.
users-above-you = You cannot change the account of { $name }: its role is above yours.
users-parent-not-a-dealer = Choose the owner or a sub-dealer in your part of the tree.
users-parent-below = A sub-dealer cannot be moved below their own account. Choose someone else.
users-too-deep = There are at most { $max ->
    [one] one level
   *[other] { $max } levels
  } of sub-dealers below the owner. Choose someone higher up.
users-dealer-has-people = { $name } still has { $count ->
    [one] one person
   *[other] { $count } people
  } in their part of the tree. Move them first, then change the role.
users-names-clash = An organisation or plan of this sub-dealer has the name of one above. Rename it first.
users-manager-not-staff = Choose an active owner, sub-dealer or employee in your part of the tree.
users-manager-elsewhere = { $name } works in another part of the tree. Choose someone in this part or above.
users-organisation-unknown = There is no such organisation in your part of the tree.
users-organisation-elsewhere = { $name } belongs to another part of the tree. Choose an organisation in this part or above.
users-branch-unknown = Choose a branch of this user’s organisation that is not archived.
users-folder-unknown = Choose a folder of this user’s organisation that is not archived.
users-time-zone-unknown = “{ $value }” is not a time zone such as Europe/Madrid.
users-too-many = { $count } users are too many at once; at most { $max } can be changed together.
users-timeline-signed-in = Signed in with { $device }
users-timeline-signed-out = Signed out
users-timeline-sign-in-failed = A sign-in with { $device } was refused
users-timeline-created = The account of { $name } was created
users-timeline-edited = The account of { $name } was changed
users-timeline-activated = The account of { $name } was activated
users-timeline-deactivated = The account of { $name } was deactivated
users-timeline-assigned = Manager or organisation of { $name } was changed
users-timeline-reset = A link to set a new password was sent to { $name }
users-timeline-password = The password was changed
users-timeline-profile = The profile was changed
users-timeline-revoked = Sessions of { $name } were ended
users-timeline-exported = A list of users was exported
users-timeline-payments-exported = A list of payments was exported
users-timeline-organisation-created = The organisation { $name } was created
users-timeline-organisation-edited = The organisation { $name } was changed
users-timeline-paid = A payment was recorded for { $name }
users-timeline-refunded = A payment of { $name } was refunded
users-timeline-imported = The file { $name } was imported
users-timeline-instance-created = The number { $name } was added
users-timeline-instance-controlled = The number { $name } was connected or logged out
users-timeline-instance-deleted = The number { $name } was removed
users-timeline-messages = Messages were queued through { $name }
users-timeline-message-controlled = A message to { $name } was cancelled or sent again
users-timeline-server = The server { $name } was set up or changed
users-timeline-other = Operation: { $name }
users-timeline-own-created = The account was created
users-timeline-own-edited = The account was changed
users-timeline-own-activated = The account was activated
users-timeline-own-deactivated = The account was deactivated
users-timeline-own-assigned = Manager or organisation was changed
users-timeline-own-reset = A link to set a new password was sent
users-timeline-own-revoked = Sessions were ended
users-timeline-own-paid = A payment was recorded
users-timeline-own-refunded = A payment was refunded
users-timeline-paid-amount = { $amount } recorded · { $method }
users-timeline-paid-amount-for = { $amount } recorded for { $name } · { $method }
users-timeline-refunded-amount = { $amount } refunded
users-timeline-refunded-amount-for = { $amount } refunded to { $name }
users-change-nothing = Choose what to change.
users-change-is-another = The selection or the changes are not those that this began with, so it stopped. Users changed so far stay changed. Check the selection and apply it again.
users-some-refused = { $count ->
    [one] One user could not be changed
   *[other] { $count } users could not be changed
  } ({ $name }). Changed: { $changed }.
users-view-name-taken = You already have a view called “{ $value }”. Choose another name.
users-views-too-many = There are already { $max } views, the maximum. Delete one first.
users-changed-meanwhile = { $name } changed “{ $field }” after you opened this form ({ $at }).
users-changed-more-meanwhile = { $name } changed “{ $field }” and { $count ->
    [one] one more field
   *[other] { $count } more fields
  } after you opened this form ({ $at }).
