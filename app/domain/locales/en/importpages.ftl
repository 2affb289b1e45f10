imports-title = Imports
imports-lead = Bring users and payments in from a CSV file. Nothing is written before you have seen what would happen.
imports-new = New import
imports-kind = What the file holds
imports-file = CSV file
imports-file-hint = UTF-8 with a header; comma, semicolon or tab.
imports-upload = Upload and look
imports-template-users = Template for users
imports-template-payments = Template for payments
imports-earlier = Earlier imports
imports-empty-title = No imports yet
imports-empty = Your imports and their refused rows stay listed here.
imports-name = File
imports-state = State
imports-rows = Rows
imports-created = Created
imports-updated = Updated
imports-unchanged = Unchanged
imports-refused = Refused
imports-when = When
imports-progress = Progress
imports-columns = Columns
imports-columns-lead = Which column of the file feeds which. Your choice is kept for the next file.
imports-not-in-file = Not in the file
imports-save-columns = Use these columns
imports-sample = First rows of the file
imports-check = Check without writing
imports-run = Import the good rows
imports-all-or-nothing = Nothing, unless every row is good
imports-preview = What would happen
imports-result = What happened
imports-problems = Refused rows
imports-all-good = No row was refused.
imports-line = Line
imports-column = Column
imports-value = Value
imports-reason = Reason
imports-report = Download all refused rows
imports-refresh = Refresh
imports-started = The import is running.
imports-would-write = { $count ->
    [0] No row would be written.
    [one] One row will be written.
   *[other] { $count } rows will be written.
  }
imports-show-made = { $count ->
    [one] Show the new user
   *[other] Show the { $count } new users
  }
