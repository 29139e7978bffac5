/** Words of the import of customers and of the clearing away of old ones. */
export const importsZh = {
  im: {
    title: '导入客户', open: '导入', drop: '把 CSV 文件拖到这里，或点击选择', dropHint: 'UTF-8 或 GB18030，逗号、分号或制表符分隔；最大 16 MB、5 万行。先预览，确认之前不会改动任何数据。', template: '下载模板', earlier: '我的导入', none: '还没有导入过', noneWhat: '先下载模板，或用导出的客户列表修改后再导入。',
    read: '按 {{encoding}} 读取，{{count}} 行', ignored: '未使用的列：{{columns}}', state: { checked: '待确认', running: '导入中', stopped: '已停止', done: '已完成' }, stoppedBecause: { person: '由您停止', right: '导入人已没有导入权限' },
    count: { new: '新建', changed: '修改', unchanged: '无变化', wrong: '有错', doubtful: '可能重复', made: '已新建', edited: '已修改', refused: '未执行' }, problems: '问题汇总', allProblems: '全部问题', problem: '问题', rows: '行', line: '行号', what: '改动',
    start: '执行 {{count}} 行', rightOnly: '只执行正确的行；{{count}} 行有错的不导入', doubtful: '也执行 {{count}} 行可能重复的新建', stop: '停止', resume: '继续', wrongFile: '下载未导入的行', remove: '删除此次导入', removed: '已删除', running: '已处理 {{done}} / {{all}} 行', pace: '每秒约 {{perSecond}} 行，还需约 {{seconds}} 秒', leave: '离开本页也会继续。',
    expires: '预览保留到 {{at}}', nothing: '没有需要导入的内容', sure: '执行前的预览之后若有人改动了某个客户，该行不会覆盖，会列在“未执行”中。',
    file: { tooLong: '文件超过 {{max}} 字节', notCsv: '这不是文本文件，请另存为 CSV', spreadsheet: '这是电子表格文件，请在表格软件中另存为 CSV（UTF-8）', encoding: '无法识别字符编码，请另存为 UTF-8 的 CSV', empty: '文件中没有数据行', tooManyRows: '超过 {{max}} 行，请分成几个文件', tooManyColumns: '第 {{line}} 行超过 {{max}} 列', quotes: '第 {{line}} 行的引号没有成对，后面的内容无法分列', headings: '第一行应为列标题，至少要有“客户编号”或“客户名称”；读到的是：{{seen}}', headingTwice: '“{{heading}}”与“{{other}}”是同一列，请只留一个', required: '请选择一个文件' },
    refusedReason: { 'import.wrong-rows': '有错的行还没有处理：请勾选“只执行正确的行”，或改好文件重新上传。', 'import.expired': '预览已过期，请重新上传文件。', 'import.nothing': '没有需要导入的内容。', 'import.running': '正在导入，请先停止。' },
  },
  pu: {
    title: '清理客户', go: '可清理的客户', held: '暂不能清理', old: '过期的历史记录', rule: '可清理：最后变更或合并早于', historyRule: '历史记录早于', withHistory: '同时清理留存客户的过期历史', do: '清理 {{count}} 条', candidates: '离网及已合并的客户', none: '没有离网或已合并的客户', noneWhat: '客户离网、且超过保留期后会出现在这里。',
    kind: '原因', kinds: { left: '离网', merged: '已合并' }, since: '最后变更', may: '能否清理', yes: '可清理', sure: '确认清理', doIt: '清理', forEver: '清理后不能恢复。', what: '{{customers}} 个客户的档案、联系人、变更历史、产品、账单和服务记录将全部删除，只留下编号。', whatHistory: '其他客户的过期历史也将删除。', type: '请输入将要清理的条数以确认：', done: '已清理 {{customers}} 个客户，{{facts}} 条记录', gone: '已清理', noneGone: '还没有清理过', facts: '记录数',
    reason: { recent: '未满保留期', orders: '有在途订单', arrears: '有欠费', products: '有在用产品', tickets: '有未结申告', agreements: '协议未到期', balance: '账户有余额', branches: '有下级客户', matches: '有待确认的匹配' },
    history: { bills: '账单', usage: '使用量', payments: '缴费', interactions: '服务记录', tickets: '申告', workOrders: '工单', orders: '订单' },
  },
  msg: {
    title: '消息', type: '类型', from: '来源', received: '收到时间', id: '消息号', masked: '您的角色不查看客户，个人信息已隐去。', bytes: '{{count}} 字节', cut: '只显示开头部分', body: { canonical: '规范消息', raw: '原始报文', outbound: '发出报文', answer: '应答', edited: '修改后' },
    delivery: { ready: '待投递', waiting: '排队', retry: '将重试', claimed: '投递中', done: '已投递', parked: '已搁置', held: '暂停', discarded: '已放弃', expired: '已过期' },
  },
};

export const importsEn: typeof importsZh = {
  im: {
    title: 'Import customers', open: 'Import', drop: 'Drop a CSV file here, or click to choose one', dropHint: 'UTF-8 or GB18030; commas, semicolons or tabs; at most 16 MB and 50,000 rows. It is looked at first: nothing changes until you say so.', template: 'Download template', earlier: 'My imports', none: 'Nothing imported yet', noneWhat: 'Take the template, or an exported list of customers with your changes.',
    read: 'Read as {{encoding}}, {{count}} rows', ignored: 'Columns not used: {{columns}}', state: { checked: 'To be confirmed', running: 'Running', stopped: 'Stopped', done: 'Done' }, stoppedBecause: { person: 'stopped by you', right: 'whoever started it may not import any more' },
    count: { new: 'New', changed: 'Changed', unchanged: 'Unchanged', wrong: 'Wrong', doubtful: 'Maybe there already', made: 'Made', edited: 'Changed', refused: 'Not done' }, problems: 'Problems', allProblems: 'All problems', problem: 'Problem', rows: 'Rows', line: 'Line', what: 'Changes',
    start: 'Do {{count}} rows', rightOnly: 'Only the right rows; {{count}} wrong ones stay out', doubtful: 'Also {{count}} new ones that may be there already', stop: 'Stop', resume: 'Go on', wrongFile: 'Download rows that stayed out', remove: 'Delete this import', removed: 'Deleted', running: '{{done}} of {{all}} rows', pace: 'about {{perSecond}} rows a second, {{seconds}} s left', leave: 'It goes on when you leave the page.',
    expires: 'The preview is kept until {{at}}', nothing: 'Nothing to import', sure: 'A customer that somebody changes after the preview is not overwritten: its row is listed as not done.',
    file: { tooLong: 'The file is longer than {{max}} bytes', notCsv: 'This is not a text: save it as CSV', spreadsheet: 'This is a spreadsheet: save it as CSV (UTF-8) first', encoding: 'The charset is not known: save it as CSV in UTF-8', empty: 'There are no rows in the file', tooManyRows: 'More than {{max}} rows: make several files of it', tooManyColumns: 'Line {{line}} has more than {{max}} columns', quotes: 'A quote on line {{line}} is not closed, so what follows cannot be told apart', headings: 'The first line should be headings, with "Customer no." or "Name" at least; it is: {{seen}}', headingTwice: '"{{heading}}" and "{{other}}" are one column: leave one', required: 'Choose a file' },
    refusedReason: { 'import.wrong-rows': 'There are wrong rows: tick "only the right rows", or mend the file and hand it in again.', 'import.expired': 'The preview is too old: hand the file in again.', 'import.nothing': 'Nothing to import.', 'import.running': 'It is running: stop it first.' },
  },
  pu: {
    title: 'Clear away customers', go: 'customers may go', held: 'may not go yet', old: 'old records of others', rule: 'May go: last changed or merged before', historyRule: 'History before', withHistory: 'Also old history of customers that stay', do: 'Clear away {{count}} records', candidates: 'Customers that left or were merged', none: 'No customer has left or was merged', noneWhat: 'Who left, and is past the time that records are kept, comes here.',
    kind: 'Why', kinds: { left: 'Left', merged: 'Merged' }, since: 'Last changed', may: 'May go', yes: 'May go', sure: 'Clear away', doIt: 'Clear away', forEver: 'This cannot be undone.', what: 'Record, contacts, history, products, bills and service records of {{customers}} customers go; their number alone stays.', whatHistory: 'Old history of other customers goes too.', type: 'Type how many records go:', done: '{{customers}} customers and {{facts}} records are gone', gone: 'Cleared away', noneGone: 'Nothing was cleared away yet', facts: 'Records',
    reason: { recent: 'Not long enough ago', orders: 'Order under way', arrears: 'Arrears', products: 'Products in use', tickets: 'Open tickets', agreements: 'Agreement in force', balance: 'Balance on an account', branches: 'Has branches', matches: 'Match to be decided' },
    history: { bills: 'bills', usage: 'usage', payments: 'payments', interactions: 'service records', tickets: 'tickets', workOrders: 'work orders', orders: 'orders' },
  },
  msg: {
    title: 'Message', type: 'Type', from: 'From', received: 'Received', id: 'Message id', masked: 'Your role sees no customers: what says who people are is hidden.', bytes: '{{count}} bytes', cut: 'only the beginning is shown', body: { canonical: 'Canonical', raw: 'As received', outbound: 'As sent', answer: 'Answer', edited: 'Edited' },
    delivery: { ready: 'to be delivered', waiting: 'waiting', retry: 'to be tried again', claimed: 'being delivered', done: 'delivered', parked: 'parked', held: 'held', discarded: 'discarded', expired: 'expired' },
  },
};
