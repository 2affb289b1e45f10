ui-close = Close
ui-cancel = Cancel
ui-search = Search
ui-next-page = Next page
ui-previous-page = Previous page
ui-pages = Pages
ui-rows-per-page = Rows per page
ui-rows-shown = { $count ->
    [one] one row on this page
   *[other] { $count } rows on this page
  }
ui-loading = Loading…
ui-retry = Try again
ui-copy = Copy
ui-copied = Copied
ui-show-as-table = Show as table
ui-show-password = Show password
ui-hide-password = Hide password
ui-optional = optional
ui-apply = Apply
ui-filters = Filters
ui-filters-active = { $count ->
    [one] one filter is on
   *[other] { $count } filters are on
  }
ui-clear-filters = Clear filters
ui-remove-filter = Remove the filter { $filter }
ui-any = Any
ui-columns = Columns
ui-column-show = Show { $column }
ui-column-hide = Hide { $column }
ui-column-earlier = Move { $column } towards the start
ui-column-later = Move { $column } towards the end
ui-columns-reset = Reset columns
ui-actions = Actions
ui-actions-for = Actions for { $name }
ui-problems = { $count ->
    [one] There is a problem
   *[other] There are { $count } problems
  }
ui-failed-title = This could not be shown
ui-failed-code = Code { $code }
ui-failed-request = Request { $id }
ui-no-results = No results
ui-no-results-hint = No rows match these filters. Change or clear them to see more.
ui-skip = Skip to content
ui-areas = Areas
ui-more = More
ui-fold-rail = Collapse sidebar
ui-you-are-here = You are here
ui-account = Your account
ui-sign-out = Sign out
ui-preferences = Preferences
ui-language = Language
ui-theme = Appearance
ui-theme-system = System
ui-theme-light = Light
ui-theme-dark = Dark
ui-theme-contrast = High contrast
ui-density = Row spacing
ui-density-comfortable = Comfortable
ui-density-compact = Compact
ui-offline = You are offline. What you see may be out of date; it refreshes when the connection is back.
ui-go-to = Go to anything
ui-go-to-nothing = No results for “{ $query }”.
ui-go-to-hint = Type a page, an action, a name, a number, an amount or an ID
ui-go-to-pages = Pages
ui-go-to-count = { $count ->
    [one] one suggestion
   *[other] { $count } suggestions
  }
ui-shortcuts = Keyboard shortcuts
ui-shortcuts-single = Use single-key shortcuts
ui-shortcut-go-to = Go to anything
ui-shortcut-search = Search on the page
ui-shortcut-help = Show keyboard shortcuts
ui-shortcut-next-row = Next row
ui-shortcut-previous-row = Previous row
ui-shortcut-open-row = Open the row
ui-shortcut-close = Close what is open
ui-qr-code = QR code to scan with your phone
ui-qr-seconds = { $count ->
    [one] one second left
   *[other] { $count } seconds left
  }
ui-qr-nth = Code { $number } of { $total }
ui-qr-coming = A code will appear here in a moment.
ui-file-choose = Choose a file
ui-file-drop = or drop it here
ui-file-chosen = { $name }, { $kilobytes } kB
ui-progress = { $done } of { $total }
ui-step = Step { $number } of { $total }
ui-step-done = done
ui-just-now = just now
ui-minutes-ago = { $count ->
    [one] a minute ago
   *[other] { $count } minutes ago
  }
ui-hours-ago = { $count ->
    [one] an hour ago
   *[other] { $count } hours ago
  }
ui-days-ago = { $count ->
    [one] yesterday
   *[other] { $count } days ago
  }
ui-in-minutes = { $count ->
    [one] in a minute
   *[other] in { $count } minutes
  }
ui-in-hours = { $count ->
    [one] in an hour
   *[other] in { $count } hours
  }
ui-in-days = { $count ->
    [one] tomorrow
   *[other] in { $count } days
  }
ui-undo = Undo
ui-confirm-word = Type { $word } to confirm
ui-notices = Notifications
ui-unchanged = unchanged
ui-recounting = Updating
ui-open-rows = Show the rows behind { $figure }
ui-new-rows = { $count ->
    [one] one new row
   *[other] { $count } new rows
  }
ui-none = none
ui-select-row = Select { $name }
ui-select-all = Select all rows of this page
ui-other-currencies = { $count ->
    [one] 1 more currency
   *[other] { $count } more currencies
  }
ui-rows-range = { $from }–{ $to }
ui-rows-range-more = { $from }–{ $to } and more
ui-rows-total = of { $total }
ui-sort = Sort by
ui-sort-up = { $column }, ascending
ui-sort-down = { $column }, descending
ui-filter-unknown = { $filter }: “{ $value }” is unknown, so nothing is shown
ui-skip-rows = Skip to the rows
ui-unfold-rail = Expand sidebar
ui-fill-in = Fill in “{ $label }”
ui-field-problem = { $label }: { $problem }
ui-leave-unsaved = Your changes are not saved. Leave this page and discard them?
ui-signed-out = You have been signed out.
ui-sign-in-again = Sign in to continue here
ui-sign-in-tab = Sign in again in another tab, then submit this once more
ui-back-to-list = Back to the list
ui-back-home = Go to the home page
ui-refused-title = You do not have access to this page
ui-missing-title = Not found
ui-saved = Saved
ui-created = Created
ui-added = Added
ui-messages-moved = { $count ->
    [one] One message has a new status.
   *[other] { $count } messages have a new status.
  }
ui-keep-mine = Keep my text and overwrite theirs
ui-show-newest = Show the newest version
ui-now-newest = Your text now stands on the newest version. Save to replace it.
ui-more-figures = More figures
ui-about = What “{ $figure }” means
ui-go-to-here = On this page
ui-go-to-recent = Recent
ui-enter-name = Enter a name
ui-enter-email = Enter an email address
ui-enter-phone = Enter a phone number
ui-enter-recipients = Enter who to write to
ui-enter-message = Write a message
ui-enter-reason = Say why
ui-enter-time-zone = Choose a time zone
ui-enter-url = Enter the address of the server
ui-enter-key = Enter the API key
ui-enter-password = Enter a password
ui-enter-file = Choose a file
