userpages-title = Users
userpages-caption = Users
userpages-search = Search by name, email, phone or ID
userpages-new = New user
userpages-new-lead = We email the new user an invitation with a link to choose a password. The link works for seven days.
userpages-invitation-hint = The invitation is sent to this address.
userpages-import = Import
userpages-export = Export CSV
userpages-create = Create and invite
userpages-save = Save
userpages-open = Open
userpages-edit = Edit
userpages-edit-of = Edit { $name }
userpages-empty-title = No users yet
userpages-empty = Users are your customers and your team. Create the first one, or import an existing list.
userpages-name = Name
userpages-email = Email
userpages-phone = Phone
userpages-phone-hint = With the country code, such as +34 600 111 222.
userpages-username = User name
userpages-username-hint = Can be used to sign in instead of the email address.
userpages-role = Role
userpages-post = Post
userpages-post-hint = For employees: what they may see and do.
userpages-status = Status
userpages-organisation = Organisation
userpages-manager = Manager
userpages-no-manager = No manager
userpages-no-organisation = No organisation
userpages-branch = Branch
userpages-folder = Folder
userpages-no-branch = No branch
userpages-no-folder = No folder
userpages-default-hint = The default for this user. It is removed when the organisation changes.
userpages-parent = Belongs to
userpages-parent-own = Me
userpages-parent-stays = No change
userpages-tier = Tier
userpages-plan = Plan
userpages-tags = Tags
userpages-tags-hint = Words separated by commas.
userpages-tag = Tag
userpages-instances = Numbers
userpages-messages = Messages
userpages-paid = Paid
userpages-has-paid = Has paid
userpages-never-paid = Never paid
userpages-paid-this-month = Paid this month
userpages-paid-total = Total paid
userpages-registered = Registered
userpages-registered-from = Registered from
userpages-registered-to = Registered until
userpages-last-seen = Last seen
userpages-seen-from = Seen from
userpages-seen-to = Seen until
userpages-id = ID
userpages-never = never
userpages-yes = yes
userpages-no = no
userpages-figures = Figures for these users
userpages-in-month = in { $month }
userpages-total-users = Users
userpages-registered-by-month = by month of registration
userpages-active-users = Active users
userpages-team-owners = Team owners
userpages-active-instances = Numbers connected
userpages-messages-today = Messages today
userpages-system-health = System
userpages-paying-users = Paying users
userpages-paid-in-month = Users who paid
userpages-payments-total = Total payments
userpages-payments-this-month = Payments
userpages-revenue = Revenue
userpages-pending-transactions = Pending payments
userpages-leave = No change
userpages-with-selected = Change selected users
userpages-assign-explain = Select users in the table, then choose what to change. Fields left as they are do not change.
userpages-activate = Activate
userpages-activated = User activated.
userpages-activate-title = Activate this user?
userpages-activate-explain = { $name } can sign in again with the password they had.
userpages-deactivate = Deactivate
userpages-deactivate-title = Deactivate this user?
userpages-deactivate-explain = All sessions of { $name } end at once, and nobody can sign in with this account. Payments, numbers and history are kept. You can activate it again at any time; queued messages wait until then.
userpages-status-changed = Status changed.
userpages-send-reset = Send reset link
userpages-reset-title = Send a link to choose a new password?
userpages-reset-explain = A link is sent to { $email } and works for one hour. Until it is used, nobody can sign in to this account: its sessions end, and its password no longer works.
userpages-reset-sent = Link sent.
userpages-tabs = Sections of this user’s page
userpages-tab-details = Details
userpages-tab-payments = Payments
userpages-tab-numbers = Numbers
userpages-tab-sessions = Sessions
userpages-tab-timeline = Timeline
userpages-person = Person
userpages-contact = Contact
userpages-place = Role and team
userpages-more = More
userpages-activity = Activity
userpages-language = Language
userpages-operators = Default
userpages-time-zone = Time zone
userpages-external-id = External ID
userpages-password-set = Password set on
userpages-no-password = not chosen yet
userpages-must-change = A new password must be chosen at the next sign-in.
userpages-notes = Notes
userpages-notes-hint = Visible to staff only.
userpages-record-payment = Record payment
userpages-record-explain = For money received outside this system. A recorded payment never changes; correct a mistake with a refund and a new payment.
userpages-currency = Currency
userpages-note-hint = A reference or a reason.
userpages-paid-on-hint = Today unless you choose an earlier day.
userpages-understood = Understood as { $amount }.
userpages-amount-sample = Such as { $sample }.
userpages-payment-recorded = Payment recorded.
userpages-payments-caption = Payments of this user, newest first
userpages-no-payments-title = No payments yet
userpages-no-payments = This user’s payments appear here, whether recorded, imported or from a gateway.
userpages-refund = Refund
userpages-refund-title = Refund this payment?
userpages-refund-explain = Up to { $left } can be refunded. The payment stays in the books; the refund is recorded beside it.
userpages-amount-in = Amount in { $currency }
userpages-at-most = At most { $left }.
userpages-reason = Reason
userpages-refunded = Refund recorded.
userpages-nothing-left = Nothing of this payment can be refunded.
userpages-sessions-lead = Every device where this user is signed in.
userpages-no-sessions-title = Not signed in anywhere
userpages-no-sessions = When this user signs in, the device appears here and its session can be ended.
userpages-end-all = End all sessions
userpages-end-all-title = End all sessions?
userpages-end-all-explain = { $name } is signed out everywhere at once and can sign in again.
userpages-older = Older
userpages-newest = Newest
userpages-no-events-title = No events yet
userpages-no-events = What this user does, and what is done to the account, appears here.
userpages-numbers-caption = Numbers of this user
userpages-number-name = Name
userpages-number-name-hint = What the number is for, such as “Sales”.
userpages-add-number = Add a number
userpages-add-number-lead = It is added for this user. The next page shows the code to scan with the phone.
userpages-no-numbers-title = No numbers yet
userpages-no-numbers = A WhatsApp number is paired by scanning a code, and can then send messages.
userpages-server = Server
userpages-queued = Messages queued
userpages-changed = Changed
userpages-assigned = { $count ->
    [0] No users were changed.
    [one] One user was changed.
   *[other] { $count } users were changed.
  }
userpages-with-selected-count = { $count ->
    [one] Change one selected user
   *[other] Change { $count } selected users
  }
userpages-sessions-ended = { $count ->
    [0] There were no sessions to end.
    [one] One session ended.
   *[other] { $count } sessions ended.
  }
userpages-figures-month = Figures for
userpages-selected = { $count ->
    [one] One on this page selected
   *[other] { $count } on this page selected
  }
userpages-clear-selection = Clear selection
userpages-new-rows = { $count ->
    [one] 1 new user
   *[other] { $count } new users
  }
userpages-created = The user is created and the invitation is on its way.
userpages-change-all = Change all who match
userpages-all-matching = { $count ->
    [one] The one who matches
   *[other] All { $count } who match
  }
userpages-all-selected = All who match are selected
userpages-changing = { $count ->
    [one] One changed so far
   *[other] { $count } changed so far
  }
userpages-export-selected = Export selected
userpages-add-tags = Add tags
userpages-remove-tags = Remove tags
userpages-refused = { $count ->
    [one] One user could not be changed
   *[other] { $count } users could not be changed
  }
userpages-views = Views
userpages-view-all = All
userpages-view-active = Active
userpages-view-bounced = Bounced
userpages-view-save = Save view
userpages-view-update = Save changes
userpages-view-explain = A view keeps the filters, the order and the columns of the list. Only you see it.
userpages-view-name = View name
userpages-view-rename = Rename view
userpages-view-delete = Delete view
userpages-view-delete-title = Delete this view?
userpages-view-delete-explain = { $name } is removed from your views. No user changes.
userpages-view-actions = Actions for this view
userpages-view-saved = View saved.
userpages-view-renamed = View renamed.
userpages-view-deleted = View deleted.
userpages-view-own = { $name }
userpages-import-filter = Import
userpages-import-this = this import
