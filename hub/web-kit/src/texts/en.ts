import type { KitTexts } from './zh';

export const kitEn: KitTexts = {
  search: 'Find a customer, phone, circuit, account, order, contact…', searchNone: 'Nothing found. Try a customer number, any part of a name, pinyin initials, a phone, circuit, account or order number.', searching: 'Searching…',
  searchKeys: '↑ ↓ choose, Enter opens, Esc closes', retry: 'Try again', save: 'Save', cancel: 'Cancel', close: 'Close', more: 'Load more', all: 'All', allShown: 'All shown', columns: 'Columns', views: 'Views', saveView: 'Save this view', viewName: 'Name of the view',
  noViews: 'No saved views yet', remove: 'Remove', export: 'Export', clearFilters: 'Clear filters', none: 'none', light: 'Light', dark: 'Dark', language: 'Language', signOut: 'Sign out', password: 'Change password', menu: 'Navigation',
  sourceFrom: 'From', sourceOpen: 'Click to open the message', system: { 'customer-service': 'Customer service', orders: 'Orders', warnings: 'Warnings', peers: 'Peers', archive: 'Archive', payments: 'Payments', settlement: 'Settlement', warehouse: 'Data warehouse', operations: 'Operations', core: 'Core app', hub: 'The hub', billing: 'Billing', resource: 'Resource management', n97: 'The 97 system', bank: 'Bank', peer: 'Peer hub', service: 'Customer service', cs: 'Customer service', customerService: 'Customer service', group: 'Group hub', province: 'Provincial hub' }, sourceAt: 'At', sourceMessage: 'Message', sourceMaster: 'Master', acceptedBy: 'Accepted by', failed: 'This could not be loaded', failedSafe: 'Nothing was changed. Try again; if it stays so, tell operations the code below.',
  age: { now: 'just now', minutes: '{{count}} min', hours: '{{count}} h', days: '{{count}} d', months: '{{count}} mo', years: '{{count}} y', ago: '{{age}} ago', ahead: 'in {{age}}' },
  problem: {
    'connection.lost': 'The server cannot be reached. Check the network and try again; what you typed is kept.', 'session.none': 'Your session is over, please sign in again.', 'right.missing': 'You do not have the right to do this.',
    'not.found': 'Not found, or outside your jurisdiction.', 'token.missing': 'This page is out of date, please reload it.', 'password.expired': 'Your password has expired, please change it first.', 'input.invalid': 'Some entries need correction, see the marked fields.',
    'edit.stale': 'Somebody else changed this record while you were editing.', 'request.refused': 'This cannot be done: {{reason}}', 'customer.exists': 'There is a customer of this name already: {{customerNo}}.',
    'if-match.missing': 'This page is out of date, please reload it.', other: 'The server did not complete the request ({{code}}). Please try again later.',
  },
  field: {
    outOfRange: 'Outside what is allowed', required: 'Required', tooLong: 'At most {{max}} characters', tooShort: 'At least {{min}} characters', notOneOf: 'Must be one of: {{allowed}}', unknown: 'There is no such entry', notAllowed: 'Not allowed', badFormat: 'Not of the right form',
    badCharacter: 'Has a character that cannot be stored', mastered: 'Mastered by {{master}}, please change it there', wrong: 'Not right', tooSimple: 'Too simple: mix upper and lower case, digits and signs', usedBefore: 'Used before, choose another',
    likeName: 'Too much like the user name', taken: 'Already taken', other: 'Not right ({{code}})',
  },
};
