/** The English twin: same rules, same placeholders. */
import type { KnownRule } from './refusals.ts';

export const refusalsEn: Readonly<Record<KnownRule, string>> = {
  'unknown-rule': 'Not accepted ({rule}). Reload the page to get the newer version, then try again.',

  // A typed cell
  required: 'This cell is required. Fill it in, then save.',
  negative: 'It cannot be negative. Enter 0 or more.',
  'below-minimum': 'Too small: the least is {minimum}. Enter more.',
  'above-maximum': 'Too large: the most is {maximum}. Enter less.',
  'not-an-amount': '“{typed}” is not an amount. Enter a number such as 1280 or 1,280.00.',
  'too-many-decimals': '“{typed}” has more than two decimals. A fen is the smallest coin: use two.',
  'amount-too-large': 'The amount {typed} is too large. Check for extra digits.',
  'not-a-whole-number': '“{typed}” is not a whole number. Enter one such as 3.',
  'quantity-too-large': 'The quantity {typed} is too large. Check for extra digits.',
  'not-a-power': '“{typed}” is not a power. Enter for example -4.25 or PL.',
  'power-off-step': 'The power {typed} is not on a step of 0.12 or 0.25. Enter for example -4.25.',
  'power-out-of-range': 'The power {typed} is out of range (-30.00 to +25.00). Check the sign and the point.',
  'not-a-date': '“{typed}” is not a date. Enter for example 2026-11-01.',
  'no-such-date': 'There is no such day as “{typed}”. Check month and day.',
  'ambiguous-date': '“{typed}” does not say which is the month and which the day. Write it as 2026-11-01.',
  'not-yes-or-no': '“{typed}” is neither yes nor no. Enter yes or no.',
  'unknown-choice': 'There is no choice “{typed}”. Choose one of: {choices}.',
  'not-a-barcode': '“{typed}” is not a barcode. Use up to 48 digits or letters without blanks.',
  'wrong-check-digit':
    'The check digit of barcode {typed} is wrong, so a digit was mistyped. Scan it again or look at the package.',
  'wrong-pattern': '“{typed}” is not written the right way. See the help of this column.',
  'wrong-type': 'This is the wrong kind of value for the cell. Enter it again.',
  'cell-too-long': 'The text has {length} characters, a cell holds {limit}. Shorten it and try again.',
  'no-such-reference': '{what} has no “{typed}”. Create it first, or use one that exists.',
  'already-taken': '“{typed}” already belongs to {name}. Use another one, or edit that row.',

  // Which book a row belongs to
  'book-needs-shop': 'This row has no shop. Choose the shop first.',
  'book-needs-date': 'This row has no date. Enter the date first.',

  // Products and shops
  'sku-form': '“{typed}” cannot be an SKU. Use up to 60 characters without the bar |.',
  'shop-code-form': '“{typed}” cannot be a shop code. Use lower-case letters, digits and hyphens, e.g. wuchang.',
  'not-millimetres': '“{typed}” is not a length in millimetres. Enter for example 8.6 or 14.2.',
  'batch-required-class-iii':
    'Contact lenses and solutions are class III devices and need a batch number. Enter the LOT on the package.',
  'expiry-required-class-iii':
    'Contact lenses and solutions are class III devices and need an expiry date. Enter the EXP on the package.',
  'registration-required-class-iii':
    'Contact lenses and solutions are class III devices and need a registration number. Enter it.',

  // Stock
  'zero-quantity': 'The quantity cannot be 0. Enter how many there are.',
  'opening-already-counted':
    'The opening stock of this product in this shop is on record. Use an adjustment for differences.',
  'nothing-to-adjust': 'Counted and on record are both {onHand}: there is nothing to adjust.',
  'on-hand-unknown': 'The stock of this product cannot be computed now. Wait until the data has loaded, then count.',
  'same-shop': 'Both shops are the same. Choose another shop.',
  'no-such-transfer': 'This transfer is not here. Wait for the synchronisation, then try again.',
  'transfer-already-received': 'This transfer was received already. See its receipt; settle a difference as a dispute.',
  'transfer-taken-back': 'This transfer was taken back. Ask the sending shop.',
  'more-than-sent': '{quantity} received is more than the {sent} sent. Count again; receive what is extra on its own.',
  'nothing-in-dispute': 'This transfer has no difference, so there is nothing to settle.',

  // Commits at the gate
  unreadable: 'This change could not be read and was not accepted. Reload the page and do it again.',
  'not-your-name': 'This change is signed by {by}, not by who is signed in. Do it again under your own name.',
  'not-your-device': 'This change comes from another device and was not accepted. Do it again on this one.',
  'not-your-feed': 'This change was written into another device’s record. Reload the page and do it again.',
  'clock-ahead':
    'The clock of this device is {minutes} minutes ahead. The change is sent again by itself; set the clock.',
  'stale-stamp': 'This change is older than what was accepted since. Reload the page and do it again.',
  'newer-version': 'This change uses something of a newer version ({name}). Reload the page and try again.',
  'not-what-the-action-writes': 'This action may not change these data. Reload the page and try again.',
  'too-many-cells': '{cells} cells in one change is more than {limit}. Do it in several steps.',
  'too-many-stamps': 'Too many people changed this cell at once. Reload, then choose one of the values.',
  'wrong-book': 'This row does not belong to this book. Check its shop and date.',
  'needs-an-action': 'This table cannot be typed into. Use the buttons of the page.',
  'ledger-is-final': 'A recorded fact cannot be changed. Record a correction, or undo it.',
  'book-column-is-final':
    'Shop and date say where the row is kept and cannot change. Delete the row and enter it again.',
  'foreign-row-id': 'The id of this row is not of this device. Reload the page and do it again.',
  'depends-on': 'A row that it depends on was refused or does not exist. Settle that row first, then do it again.',
  'wrong-sign': 'The quantity has the wrong sign. Use the action that is meant for it.',
  'replaces-the-future': 'This change claims to replace a later value. Reload the page and do it again.',
  'replaces-the-unknown': 'This change replaces a value that does not exist. Reload the page and do it again.',

  refused: 'The server refused this change without a reason. Reload and do it again; ask an administrator if it stays.',
  'said-twice': 'This change was received before. There is nothing to send again.',
  'id-used-twice': 'The id of this change was used for another one. Reload the page and do it again.',

  // Signing in
  'server-unreachable': 'The server cannot be reached. Check the network, or that the server runs, then try again.',
  'password-too-short': 'The password is too short: at least {least} characters. A few unrelated words will do.',
  'password-contains-name': 'The password must not contain the sign-in name “{signIn}”. Choose another.',
  'password-too-weak': 'This password is common and easily guessed. Choose another, e.g. a few unrelated words.',
  'wrong-name-or-password': 'The sign-in name or the password is wrong. Check upper and lower case, then try again.',
  locked: 'Too many wrong attempts. Try again in {minutes} minutes, or ask an administrator for a new password.',
  'not-signed-in': 'You are not signed in, or no longer. Sign in again; what was not sent is still on this device.',
  'not-allowed': 'Your account may not do this. Ask an administrator if you need it.',
  'not-set-up': 'This server has not been set up. Open the set-up page and create the owner first.',
  'already-set-up': 'This server was set up before. Sign in.',
  'wrong-set-up-code': 'The set-up code is wrong. Enter the one that the server printed when it started.',
  'shop-needs-a-name': 'A shop has no name. Enter a name for each shop.',
  'person-needs-a-name': 'The name is empty or longer than {limit} characters. Enter it again.',
  'sign-in-name-form': '“{typed}” cannot be a sign-in name. See how one is written, then enter another.',
  'sign-in-name-taken': 'The sign-in name “{signIn}” is taken. Choose another.',
  'foreign-origin':
    'The request came from another site ({origin}) and was not carried out. Open this system by its own address.',
  'no-such-page': 'There is no such page. Check the address, or start from the home page.',
  'request-too-large': 'That is more than {limit} bytes at once. Send it in parts.',
  'unreadable-request': 'What was sent is incomplete ({field}). Check it and try again; reload the page if it stays.',
  'server-fault':
    'The server failed and this was not done. Try again later; tell an administrator the time if it stays.',

  // Reports
  'report-unreadable': 'This report cannot be read ({at}). Make it anew in the report settings.',
  'report-unknown-source': 'The table “{source}” of this report does not exist. Choose another table.',
  'report-unknown-column':
    '“{source}” has no column “{column}”, it may have been deleted. Choose another one in the report settings.',
  'report-too-many-dimensions': 'The report groups by {count} columns, at most {limit} are possible. Take some out.',
  'report-across-twice': 'Only one grouping can spread sideways. Let the others go down the page.',
  'report-needs-a-measure': 'The report counts nothing yet. Choose at least one number, such as the sum of quantities.',
  'report-wrong-kind':
    '“{column}” cannot be used like this: text has no sum, only dates have months. Choose another column or another way to count.',
  'report-bands-order':
    'The bands of “{column}” do not rise. Sort them by their upper end, the one without an end last.',
  'report-window-backwards': 'The first day {from} is after the last day {to}. Swap the two dates.',
  'report-share-of-no-sum':
    '“{measure}” is no sum and no count, so it has no shares and classes. Make it a sum, or leave the shares out.',
  'report-needs-a-date':
    '“{measure}” is compared with an earlier time and needs dates. Group by a date, or choose a window with both ends.',
  'report-measure-twice': 'Two measures are called “{measure}”. Change the id of one.',
  'report-unknown-measure':
    'The report has no measure “{measure}”, but an order, ratio or chart uses it. Choose another one.',
  'report-scatter-needs-two':
    'A scatter chart needs two measures, there is only “{measure}”. Choose one more, or another chart.',

  // Undo and redo
  'nothing-to-undo': 'There is nothing of yours to undo. To change what others did, edit the cell.',
  'nothing-to-redo': 'There is nothing to redo. Do it once more.',
  'nothing-left-to-undo': 'All {cells} cells of this step were changed since. See the history and edit them.',
  'undo-needs-the-relay': 'This step is too old to be on this device. Go online, then undo.',

  // Formulas
  'formula-empty': 'The formula is empty. Write for example =[Retail price]*0.9.',
  'formula-too-long': 'The formula has {characters} characters, the most is {limit}. Split it into several columns.',
  'formula-too-deep': 'Character {at}: brackets are nested too deep, at most {limit}. Split it into several columns.',
  'formula-too-many-parts': 'The formula has too many parts, at most {limit}. Split it into several columns.',
  'formula-number-too-large': 'Character {at}: the number is too large. Check for digits too many.',
  'formula-text-not-closed': 'Character {at}: the quotation mark is not closed. Put one behind the text.',
  'formula-name-not-closed': 'Character {at}: the square bracket is not closed. Put ] behind the name of the column.',
  'formula-bracket-missing':
    'Character {at}: a closing bracket is missing. Add it; the opening one is character {opened}.',
  'formula-bracket-extra': 'Character {at}: a closing bracket too many. Delete it, or add the opening one.',
  'formula-unexpected':
    'Character {at}: “{found}” cannot stand here. Check for an operator or comma that is missing before or after it.',
  'formula-ends-early': 'Character {at}: the formula is not complete. Write what follows the operator or comma.',
  'formula-bare-word': 'Character {at}: “{word}” is not known. Write [{word}] for a column, "{word}" for text.',
  'formula-unknown-function': 'Character {at}: there is no function “{name}”. Nearest are: {near}.',
  'formula-not-the-same-everywhere':
    'Character {at}: {name} is not offered, it would differ between devices. Use a date column, for example [Expires on]-DATE(2026,12,31).',
  'formula-use-a-reference':
    'Character {at}: {name} is not needed. Write [Product.Retail price] for a value of another table, SUM([Stock movements.Quantity]) for a total.',
  'formula-too-few-arguments': 'Character {at}: {name} has {count} arguments. Give it at least {least}.',
  'formula-too-many-arguments': 'Character {at}: {name} has {count} arguments. Give it at most {most}.',
  'formula-unknown-column': 'Character {at}: there is no column “{name}”. Nearest are: {near}.',
  'formula-ambiguous-name': 'Character {at}: “{name}” may mean several columns. Say which: {choices}.',
  'formula-rows-need-sum': 'Character {at}: “{name}” has many rows. Put it into a total, for example SUM([{name}]).',
  'formula-needs-rows':
    'Character {at}: {name} wants a column of a table that refers to this one. Write for example [Stock movements.Quantity].',
  'formula-rows-of-two-tables':
    'Character {at}: the columns in {name} must be of one table. Choose columns of the same table.',
  'formula-conditions-in-pairs': 'Character {at}: {name} takes columns and conditions in pairs. Add the missing one.',
  'formula-condition-out-of-reach':
    'Character {at}: a condition cannot use a figure per shop, or one two tables away. Use a column of this table, or a fixed value.',
  'formula-not-a-number-column':
    'Character {at}: “{name}” holds no numbers, so it has no such total. Choose another column, or count with COUNTA.',
  'formula-two-groups': 'Character {at}: this belongs to another computed table. Split it into two columns.',
  'formula-cycle': 'The formula leads back to itself: {path}. Change one of these columns.',

  // Files
  'file-empty': 'The file is empty; nothing was written. Check that it is the right one, or export it again.',
  'file-too-large': 'The file has {size} MB, more than {limit} MB. Split it and import the parts.',
  'file-has-too-many-cells':
    'The file has more than {limit} cells and was not read. Keep only the rows and columns you need.',
  'not-a-spreadsheet':
    'This is not a spreadsheet; nothing was written. Choose a CSV or XLSX file, or save it as XLSX in Excel.',
  'spreadsheet-locked':
    'This is an old .xls file or has a password. Open it in Excel, remove the password, save it as XLSX.',
  'spreadsheet-damaged':
    'The file is damaged; nothing was written. Download it again, or open it in Excel and save a copy.',
  'spreadsheet-too-large':
    'Unpacked the file is larger than {limit} MB and was not read. Keep only the sheets and columns you need.',
  'spreadsheet-has-dtd':
    'The file holds what no spreadsheet program writes (a DTD). To be safe it was not read: save a copy in Excel.',
  'unknown-encoding': 'The encoding of the text is not known. In Excel save it as “CSV UTF-8” or XLSX.',
  'csv-quote-not-closed':
    'Line {line} opens a quote that never closes, so what follows is unclear. Mend the line and import again.',
  'no-heading-row': 'No row with headings was found. There must be one with column names such as: {wanted}.',
  'same-fact-twice': 'An earlier line of the file is the same fact. Remove this line, or add its quantity to that one.',
  'import-cancelled': 'The import was cancelled; nothing was written.',

  // A computed column that somebody adds
  'computed-cycle': 'Computed columns go round in a circle: {path}. Change one of these references.',
  'unknown-column': 'There is no column {column}. Check its name.',
  'unknown-table': 'There is no table {table}. Check its name.',
  'not-a-reference': '{column} refers to no table, so nothing can be looked up through it. Choose another column.',
  'wrong-reference': '{column} refers to {refers} and not to {table}. Choose another column.',
  'wrong-key-count': 'A row of {to} is named by {needed} columns; {given} are given. Give as many as are needed.',
  'column-name-taken': 'There is a column {column} already. Choose another name.',
  'alert-name-taken': 'There is an alert {alert} already. Choose another name.',
  'not-a-number-column': '{column} holds no numbers to add up. Choose another column.'
};
