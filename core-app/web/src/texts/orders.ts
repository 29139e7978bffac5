export const ordersZh = {
  orders: '订单', tasks: '任务', fallout: '异常台', templates: '流程模板',
  o: {
    orderNo: '订单号', name: '订单', customer: '客户', manager: '客户经理', ordered: '受理时间', requested: '要求完成', expected: '预计完成', progress: '进度', current: '当前环节', state: '状态', unit: '归属单位', ended: '结束时间', steps: '{{done}}/{{total}}', lateSteps: '超时 {{count}}', failedSteps: '异常 {{count}}', predicted: '预计超期',
    filter: '订单号、订单名或客户名', late: '已超时', predictedLate: '预计超期', failed: '有异常', open: '在途', step: '环节', fresh: '新建订单', none: '没有符合条件的订单', noneWhat: '放宽或清除筛选条件；新订单从“新建订单”开始。', from: '受理起', to: '受理止',
    cancel: '撤单', hold: '挂起', resume: '恢复', amend: '改单', print: '打印', playback: '回放', live: '实时', reason: '原因', reasonNeeded: '请写明原因', done: '完成', retry: '重试', skip: '跳过', sure: '确定要{{wish}}吗？', accepted: '已受理，正在执行', deadline: '期限', parent: '主订单', part: '对端子订单', heldSince: '自 {{at}} 挂起',
    graph: '订单进程图', milestones: '里程碑', choose: '点击图中的环节查看详情。', who: '执行', since: '开始', due: '应完成', endedAt: '完成', usual: '通常用时', sla: '时限', hours: '{{count}} 工作小时', trouble: '对方系统的答复', result: '结果', messages: '消息', noMessages: '还没有消息', after: '等待', noReturn: '不可撤销点', predictedEnd: '预计完成', item: '订单项 {{no}}', alerts: '已告警 {{count}} 次',
    items: '订单内容', notes: '备注', attachments: '附件', history: '过程记录', noteAdd: '添加备注', upload: '上传附件', noNotes: '还没有备注', noFiles: '还没有附件', in: '收', out: '发', play: '播放', pause: '暂停', playAt: '{{at}} 时的订单', now: '回到现在', stale: '订单已有变化，已刷新为最新内容；请重新修改。', lost: '与服务器的连接中断，正在重连…', turn: '第 {{count}} 次', overdue: '已超 {{age}}', left: '剩 {{age}}',
  },
  of: {
    title: '新建订单', who: '客户与业务', what: '订购内容', plan: '流程预览', type: '业务类型', offering: '产品', name: '订单名称', nameHint: '一句话说明客户要什么', requestedOn: '客户要求完成日', back: '上一步', next: '下一步', place: '提交订单', aEnd: 'A 端', zEnd: 'Z 端', address: '地址', unit: '本地网', contact: '联系人', phone: '联系电话', bandwidth: '带宽', quantity: '数量', account: '付费账号',
    newAccount: '新开账号', monthly: '月租（元）', oneTime: '一次性费用（元）', line: '现有业务', lineHint: '按业务号码或电路号查找', addItem: '再加一项', removeItem: '移除', planHint: '按模板 {{templates}} 执行，预计 {{expected}} 完成。', late: '预计晚于期限 {{deadline}}。', placed: '订单 {{no}} 已提交', customerHint: '客户名称、编号或拼音首字母', steps: '共 {{count}} 个环节', amend: '改单', amendHint: '只重做受影响的环节；已完成而不受影响的保留。', saveAmend: '提交改单',
  },
  tk: { mine: '只看我的订单', role: '角色', none: '没有待办任务', noneWhat: '轮到您的环节会出现在这里，先到期的在前。', due: '应完成', clock: '时限', falloutNone: '没有异常环节', falloutNoneWhat: '某个环节失败时会带着对方系统的原话出现在这里。', since: '异常自', doneAsk: '确认“{{title}}”已完成？', skipAsk: '跳过“{{title}}”', skipHint: '跳过后后续环节照常进行，请写明原因。', retryAsk: '重试“{{title}}”？' },
  td: {
    fresh: '新建模板', versions: '版本', running: '在途 {{count}}', palette: '环节种类', paletteHint: '拖到画布，或点击添加', canvas: '流程图', canvasHint: '从环节下方的圆点拖到另一环节即连线；点击连线可删除。', problems: '问题', sound: '没有问题，可以保存', save: '保存为新版本', note: '修改说明', saved: '已保存为 {{template}} 第 {{version}} 版', name: '模板名', titleZh: '中文名', titleEn: '英文名', actions: '业务类型', offerings: '产品代码', reach: '范围', step: '环节代码', after: '等待环节',
    role: '角色', perItem: '每个订单项一次', when: '条件', sla: '时限（工作小时）', warnAt: '提前预警（%）', undo: '撤单时回退', noReturn: '不可撤销点', remove: '删除环节', compare: '版本对比', dryRun: '试运行', dryRunHint: '用最近的历史订单按此模板推算', median: '工时中位数', medianBefore: '原流程中位数', added: '增加', removed: '减少', changed: '修改', same: '两个版本相同', compareWith: '与版本', none: '还没有模板', version: '版本 {{version}}', kind: '种类', stale: '别人已保存了新版本；请打开最新版本后重做修改。', hours: '工时', before: '原工时', noOrders: '没有可试算的历史订单', field: '字段', readOnly: '只读：您没有修改模板的权限',
  },
  oc: {
    stepState: { waiting: '等待', inProgress: '进行中', completed: '完成', failed: '异常', skipped: '已跳过', undoing: '回退中', undoFailed: '回退异常', undone: '已回退', cancelled: '已取消' },
    action: { new: '新装', change: '变更', move: '移机', suspend: '停机', resume: '复机', terminate: '拆机' }, orderRole: { accountManager: '客户经理', clerk: '一站受理', resource: '资源', construction: '建设', billing: '计费', director: '主管' },
    lane: { core: '大客户系统', resource: '资源管理', n97: '97 系统', billing: '计费', peer: '对端平台' },
    event: { Placed: '受理', StepEnded: '环节完成', StepFailed: '环节异常', StepUndone: '已回退', UndoFailed: '回退异常', Retry: '重试', Skip: '跳过', Hold: '挂起', Resume: '恢复', Cancel: '撤单', Amend: '改单', ClockRang: '时限告警', part: '子订单进展', refused: '被拒绝', done: '完成任务' },
    result: { reservation: '预占号', circuit: '电路', service: '业务号码', workOrder: '工单', account: '账号', earliest: '最早可通', part: '子订单' }, messageState: { done: '已送达', waiting: '待送', parked: '搁置', discarded: '丢弃', none: '无订阅' },
    refusal: {
      'order.past-no-return': '已过不可撤销点，不能撤单', 'order.over': '订单已结束', 'order.not-running': '订单没有在执行', 'order.not-held': '订单没有挂起', 'order.not-inprogress': '该环节不在进行中', 'order.step-not-failed': '该环节没有异常', 'order.going-back': '订单正在回退', 'order.unknown-step': '没有这个环节', 'order.not-your-step': '该环节现在不在待办中', 'order.step-over': '该环节已经结束',
      'order.no-template': '没有适用的模板', 'order.several-templates': '有多个适用的模板', 'order.no-items': '订单没有内容', 'order.not-your-role': '该环节属于另一角色', 'orders.off': '本平台未启用订单',
    },
  },
};

export const ordersEn: typeof ordersZh = {
  orders: 'Orders', tasks: 'Tasks', fallout: 'Fallout desk', templates: 'Templates',
  o: {
    orderNo: 'Order no.', name: 'Order', customer: 'Customer', manager: 'Account manager', ordered: 'Handed in', requested: 'Wanted by', expected: 'Expected', progress: 'Progress', current: 'Now at', state: 'State', unit: 'Org unit', ended: 'Ended', steps: '{{done}}/{{total}}', lateSteps: '{{count}} late', failedSteps: '{{count}} failed', predicted: 'Predicted late',
    filter: 'Number, order or customer', late: 'Late', predictedLate: 'Predicted late', failed: 'With fallout', open: 'In flight', step: 'Step', fresh: 'New order', none: 'No order fits', noneWhat: 'Loosen or clear the filters; a new one begins with “New order”.', from: 'Handed in from', to: 'to',
    cancel: 'Cancel order', hold: 'Hold', resume: 'Resume', amend: 'Amend', print: 'Print', playback: 'Play back', live: 'Live', reason: 'Reason', reasonNeeded: 'Please say why', done: 'Done', retry: 'Retry', skip: 'Skip', sure: '{{wish}}: are you sure?', accepted: 'Accepted and under way', deadline: 'Deadline', parent: 'Main order', part: 'Part at a peer', heldSince: 'On hold since {{at}}',
    graph: 'Graph of the order', milestones: 'Milestones', choose: 'Click a step in the graph to see its details.', who: 'Done by', since: 'Since', due: 'Due', endedAt: 'Ended', usual: 'Usually takes', sla: 'SLA', hours: '{{count}} working hours', trouble: 'What the other system said', result: 'Result', messages: 'Messages', noMessages: 'No messages yet', after: 'Waits for', noReturn: 'Point of no return', predictedEnd: 'Expected end', item: 'Item {{no}}', alerts: 'Alerted {{count}} times',
    items: 'What is ordered', notes: 'Notes', attachments: 'Attachments', history: 'History', noteAdd: 'Add a note', upload: 'Attach a file', noNotes: 'No notes yet', noFiles: 'No attachments yet', in: 'in', out: 'out', play: 'Play', pause: 'Pause', playAt: 'The order as of {{at}}', now: 'Back to now', stale: 'The order has changed and is shown anew; please amend it again.', lost: 'The connection is lost, trying again…', turn: 'turn {{count}}', overdue: '{{age}} over', left: '{{age}} left',
  },
  of: {
    title: 'New order', who: 'Customer and type', what: 'What is ordered', plan: 'Plan', type: 'Type', offering: 'Product', name: 'Name of the order', nameHint: 'What the customer wants, in one line', requestedOn: 'Wanted by the customer', back: 'Back', next: 'Next', place: 'Place the order', aEnd: 'A end', zEnd: 'Z end', address: 'Address', unit: 'Local network', contact: 'Contact', phone: 'Contact phone', bandwidth: 'Bandwidth', quantity: 'Quantity', account: 'Account to bill',
    newAccount: 'A new account', monthly: 'Monthly fee (¥)', oneTime: 'One-time fee (¥)', line: 'Existing line', lineHint: 'Service or circuit number', addItem: 'Add an item', removeItem: 'Remove', planHint: 'By template {{templates}}, expected to end {{expected}}.', late: 'That is after the deadline {{deadline}}.', placed: 'Order {{no}} is placed', customerHint: 'Name, number or initials', steps: '{{count}} steps', amend: 'Amend', amendHint: 'Only the steps that are touched are redone; the others stay.', saveAmend: 'Amend the order',
  },
  tk: { mine: 'My orders only', role: 'Role', none: 'No tasks', noneWhat: 'Steps that are yours appear here, the next due first.', due: 'Due', clock: 'Clock', falloutNone: 'Nothing has failed', falloutNoneWhat: 'A step that fails appears here with the other system’s own words.', since: 'Failed', doneAsk: 'Is “{{title}}” done?', skipAsk: 'Skip “{{title}}”', skipHint: 'The steps after it go on; please say why.', retryAsk: 'Retry “{{title}}”?' },
  td: {
    fresh: 'New template', versions: 'Versions', running: '{{count}} under way', palette: 'Kinds of steps', paletteHint: 'Drag to the canvas, or click to add', canvas: 'Canvas', canvasHint: 'Drag from the dot below a step to another one to link them; click a link to remove it.', problems: 'Problems', sound: 'No problems, it can be saved', save: 'Save as a new version', note: 'What was changed', saved: 'Saved as {{template}} version {{version}}', name: 'Template', titleZh: 'Chinese title', titleEn: 'English title', actions: 'Types', offerings: 'Offering codes', reach: 'Reach', step: 'Step key', after: 'Waits for',
    role: 'Role', perItem: 'Once per item', when: 'Only if', sla: 'SLA (working hours)', warnAt: 'Warn at (%)', undo: 'Undone when cancelled', noReturn: 'Point of no return', remove: 'Remove the step', compare: 'Compare', dryRun: 'Dry run', dryRunHint: 'The last orders, reckoned by this template', median: 'Median hours', medianBefore: 'Median before', added: 'Added', removed: 'Removed', changed: 'Changed', same: 'The two versions are the same', compareWith: 'With version', none: 'No templates yet', version: 'Version {{version}}', kind: 'Kind', stale: 'Somebody else has saved a new version; open it and make your change there.', hours: 'Hours', before: 'Hours before', noOrders: 'There are no past orders to try', field: 'Field', readOnly: 'Read only: you may not change templates',
  },
  oc: {
    stepState: { waiting: 'Waiting', inProgress: 'In progress', completed: 'Done', failed: 'Failed', skipped: 'Skipped', undoing: 'Being undone', undoFailed: 'Undo failed', undone: 'Undone', cancelled: 'Cancelled' },
    action: { new: 'New', change: 'Change', move: 'Move', suspend: 'Suspend', resume: 'Resume', terminate: 'Terminate' }, orderRole: { accountManager: 'Account manager', clerk: 'Clerk', resource: 'Resources', construction: 'Construction', billing: 'Billing', director: 'Director' },
    lane: { core: 'Core app', resource: 'Resource mgmt', n97: '97', billing: 'Billing', peer: 'Peer hub' },
    event: { Placed: 'Handed in', StepEnded: 'Step done', StepFailed: 'Step failed', StepUndone: 'Undone', UndoFailed: 'Undo failed', Retry: 'Retried', Skip: 'Skipped', Hold: 'Put on hold', Resume: 'Resumed', Cancel: 'Cancelled', Amend: 'Amended', ClockRang: 'Clock rang', part: 'Part moved on', refused: 'Refused', done: 'Task done' },
    result: { reservation: 'Reservation', circuit: 'Circuit', service: 'Service no.', workOrder: 'Work order', account: 'Account', earliest: 'Earliest', part: 'Part' }, messageState: { done: 'Delivered', waiting: 'Waiting', parked: 'Parked', discarded: 'Discarded', none: 'No subscriber' },
    refusal: {
      'order.past-no-return': 'the point of no return is past', 'order.over': 'the order has ended', 'order.not-running': 'the order is not under way', 'order.not-held': 'the order is not on hold', 'order.not-inprogress': 'the step is not in progress', 'order.step-not-failed': 'the step has not failed', 'order.going-back': 'the order is being undone', 'order.unknown-step': 'there is no such step', 'order.not-your-step': 'the step is not on the list now', 'order.step-over': 'the step has ended',
      'order.no-template': 'no template fits', 'order.several-templates': 'several templates fit', 'order.no-items': 'the order has no items', 'order.not-your-role': 'the step belongs to another role', 'orders.off': 'this hub carries out no orders',
    },
  },
};
