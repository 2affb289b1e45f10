organisations-name-taken = There is already an organisation called “{ $name }” in this part of the tree. Choose another name.
organisations-branch-taken = This organisation already has a branch called “{ $name }”. Choose another name.
organisations-folder-taken = This organisation already has a folder called “{ $name }”. Choose another name.
organisations-branches-full = An organisation holds at most { $max } branches, including archived ones. Create another organisation for more.
organisations-folders-full = An organisation holds at most { $max } folders, including archived ones. Create another organisation for more.
organisations-owner-unknown = Choose an active person in your part of the tree.
organisations-owner-elsewhere = { $name } is in another part of the tree than this organisation. Choose someone in the same part.
organisations-too-often = You have created too many organisations for now. You can create the next one in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }.
