export const warningsZh = {
  warnings: '预警', warningRules: '预警规则', specialDays: '纪念日',
  w: {
    filter: '预警内容或客户名', what: '预警', kind: '类别', severity: '级别', state: '状态', owner: '责任人', raised: '发出', due: '应处理', seen: '次数', level: '升级', unit: '归属单位', customer: '客户', order: '订单', open: '未了结', overdue: '已超时', mine: '由我负责', none: '没有符合条件的预警', noneWhat: '放宽或清除筛选条件；已了结的预警要选状态“已关闭”才显示。',
    chosen: '已选 {{count}} 条', done: '{{count}} 条已{{act}}', refused: '{{count}} 条未处理：{{reasons}}', note: '说明', noteNeeded: '请写明处理情况或原因', until: '静默至', owner2: '交给', sure: '对 {{count}} 条预警“{{act}}”', clear: '取消选择', saw: '看到的情况', value: '数值', threshold: '阈值', log: '处理记录', series: '变化', none2: '没有更多数据', rule: '规则', message: '起因消息', lastSeen: '最近一次', times: '{{count}} 次', up: '已升级 {{count}} 次', mutedUntil: '静默至 {{day}}', by: '统计', byKind: '按类别', bySeverity: '按级别', byUnit: '按单位', byManager: '按客户经理', byMonth: '按月', raisedCount: '发出', escalated: '已升级', nobody: '无人', bell: '{{count}} 条未了结预警，其中紧急 {{critical}} 条', hub: '系统',
  },
  fig: { title: '经营概况', none: '还没有账单', noneWhat: '月度账单到达后，这里显示收入、集中度与趋势。', income: '近 12 个月收入', topFifth: '前 20% 客户占收入', onTime: '订单按时竣工（{{count}} 单）', satisfaction: '满意度（{{count}} 次）', atRisk: '流失风险收入', trend: '各等级客户月收入（元）', concentration: '收入集中度（{{count}} 个客户）', curve: '收入集中曲线：横轴客户占比，纵轴收入占比', best: '收入前十', units: '各单位上月收入', teamWarnings: '团队预警' },
  wr: {
    thresholds: '阈值', usual: '通常', dueHours: '处理时限（工作小时）', escalate: '逐级升级（工作小时）', enabled: '启用', disabled: '停用', version: '第 {{version}} 版', save: '保存为新版本', saved: '已生效：第 {{version}} 版', stale: '别人已改为第 {{version}} 版，已刷新；请重新修改。', try: '用过去数据试算', tryMonths: '过去 {{count}} 个月', tried: '会发出 {{count}} 条', sample: '例子', units: '{{count}} 个单位另有阈值', notTryable: '此规则看实时消息，不能用过去数据试算', customers: '{{count}} 个客户', unitRule: '单位阈值', addUnit: '为单位另设阈值', removeUnit: '移除', fen: '（分）', readOnly: '只读：只有主管可以修改规则',
  },
  cal: { previous: '上月', next: '下月', today: '本月', none: '本月没有纪念日', week: ['一', '二', '三', '四', '五', '六', '日'] },
  wc: {
    warningKind: { orderLink: '订单环节', consumption: '消费异动', arrears: '欠费信用', productChange: '业务变动', agreement: '合同', service: '服务', churnRisk: '流失风险', specialDay: '纪念日', care: '客户关怀', interface: '接口' },
    warningState: { raised: '新发出', acknowledged: '已知悉', handling: '处理中', closed: '已关闭', suppressed: '已静默' }, warningAct: { acknowledge: '知悉', handle: '处理', close: '关闭', mute: '静默', assign: '转交', escalate: '升级' },
    warningLog: { raised: '发出', worse: '加重', acknowledged: '知悉', handled: '处理', closed: '关闭', ended: '自行消除', muted: '静默', 'muted.over': '静默到期', assigned: '转交', escalated: '升级', followed: '来源更新' },
    warningReason: { 'not.found': '不在您的范围', 'warning.closed': '已关闭', 'warning.mute-day': '静默日期应在今天之后' },
    saw: { amount: '当月消费（元）', month: '当月（分）', trend: '前三月平均（分）', percent: '变化（%）', score: '得分', count: '次数', days: '天数', ends: '剩余天数', date: '剩余天数', leastFen: '最低金额（分）', first: '第一次提前（天）', second: '第二次提前（天）', third: '第三次提前（天）', fromDay: '自每月几日起', drop: '消费下降', arrears: '欠费', troubles: '投诉申告', survey: '满意度', agreement: '合同到期', care: '久未走访' },
  },
};

export const warningsEn: typeof warningsZh = {
  warnings: 'Warnings', warningRules: 'Warning rules', specialDays: 'Special days',
  w: {
    filter: 'Words of the warning, or customer', what: 'Warning', kind: 'Kind', severity: 'Severity', state: 'State', owner: 'Owner', raised: 'Raised', due: 'Due', seen: 'Seen', level: 'Handed up', unit: 'Org unit', customer: 'Customer', order: 'Order', open: 'Open', overdue: 'Overdue', mine: 'Mine to handle', none: 'No warning fits', noneWhat: 'Loosen or clear the filters; closed ones show when the state “Closed” is chosen.',
    chosen: '{{count}} chosen', done: '{{act}}: {{count}} done', refused: '{{count}} refused: {{reasons}}', note: 'Note', noteNeeded: 'Please say what was done, or why', until: 'Mute until', owner2: 'Hand to', sure: '{{act}}: {{count}} warnings', clear: 'Clear the choice', saw: 'What was seen', value: 'Value', threshold: 'Threshold', log: 'Handling', series: 'Course', none2: 'No further figures', rule: 'Rule', message: 'Cause', lastSeen: 'Last seen', times: '{{count}} times', up: 'handed up {{count}} times', mutedUntil: 'muted until {{day}}', by: 'Figures', byKind: 'By kind', bySeverity: 'By severity', byUnit: 'By unit', byManager: 'By manager', byMonth: 'By month', raisedCount: 'Raised', escalated: 'Handed up', nobody: 'nobody', bell: '{{count}} open warnings, {{critical}} of them critical', hub: 'the system',
  },
  fig: { title: 'At a glance', none: 'There are no bills yet', noneWhat: 'When the month’s bills are in, income, its concentration and trend show here.', income: 'Income of 12 months', topFifth: 'brought by the best 20 % of customers', onTime: 'of {{count}} orders on time', satisfaction: 'satisfaction ({{count}} answers)', atRisk: 'Income at risk', trend: 'Income by level and month (yuan)', concentration: 'Concentration of income ({{count}} customers)', curve: 'Curve of concentration: share of customers across, share of income up', best: 'The ten largest', units: 'Units, last month', teamWarnings: 'Warnings of the team' },
  wr: {
    thresholds: 'Thresholds', usual: 'Usual', dueHours: 'To be handled in (working hours)', escalate: 'Handed up after (working hours)', enabled: 'On', disabled: 'Off', version: 'version {{version}}', save: 'Save as a new version', saved: 'In force: version {{version}}', stale: 'Somebody else has made version {{version}}, shown now; please change it again.', try: 'Try it on the past', tryMonths: 'Past {{count}} months', tried: 'would have raised {{count}}', sample: 'Examples', units: '{{count}} units have their own', notTryable: 'This rule looks at messages as they come and cannot be tried on the past', customers: '{{count}} customers', unitRule: 'Thresholds of units', addUnit: 'Thresholds for a unit', removeUnit: 'Remove', fen: ' (fen)', readOnly: 'Read only: directors change rules',
  },
  cal: { previous: 'Previous', next: 'Next', today: 'This month', none: 'No special days this month', week: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] },
  wc: {
    warningKind: { orderLink: 'Order step', consumption: 'Consumption', arrears: 'Arrears and credit', productChange: 'Lines', agreement: 'Agreement', service: 'Service', churnRisk: 'Churn risk', specialDay: 'Special day', care: 'Care', interface: 'Interface' },
    warningState: { raised: 'New', acknowledged: 'Seen', handling: 'In hand', closed: 'Closed', suppressed: 'Muted' }, warningAct: { acknowledge: 'Acknowledge', handle: 'Handle', close: 'Close', mute: 'Mute', assign: 'Hand over', escalate: 'Hand up' },
    warningLog: { raised: 'Raised', worse: 'Became worse', acknowledged: 'Acknowledged', handled: 'Handled', closed: 'Closed', ended: 'Ended by itself', muted: 'Muted', 'muted.over': 'Mute is over', assigned: 'Handed over', escalated: 'Handed up', followed: 'Changed at its source' },
    warningReason: { 'not.found': 'outside your reach', 'warning.closed': 'closed already', 'warning.mute-day': 'the day has to be after today' },
    saw: { amount: 'Consumption (yuan)', month: 'Month (fen)', trend: 'Mean of three months (fen)', percent: 'Change (%)', score: 'Score', count: 'Count', days: 'Days', ends: 'Days left', date: 'Days left', leastFen: 'Least amount (fen)', first: 'First, days ahead', second: 'Second, days ahead', third: 'Third, days ahead', fromDay: 'From this day of the month', drop: 'Consumption drops', arrears: 'Arrears', troubles: 'Complaints and faults', survey: 'Survey', agreement: 'Agreement ends', care: 'Not visited' },
  },
};
