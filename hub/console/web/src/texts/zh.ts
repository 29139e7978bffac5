/** 界面文字；en.ts 与之逐条对应，有测试保证。 */
export const zh = {
  title: '集成平台运维', warnings: '预警', coreApp: '大客户服务',
  role: { viewer: '运维查看', operator: '运维', repairer: '运维修复', hubAdministrator: '平台管理员', administrator: '系统管理员', director: '主管', executive: '领导', accountManager: '客户经理', clerk: '一站受理' },
  find: { words: '查找订单、客户、账户、电话、消息号…', message: '消息', key: '业务编号', text: '全文', textWhat: '在所有消息的报头、编号和报文中查找', count: '{{count}} 条消息', many: '{{count}} 条以上消息' },
  command: { short: '命令行', copy: '复制对应的命令行', copied: '命令行已复制' },
  range: { '1h': '1 小时', '24h': '24 小时', '7d': '7 天', '30d': '30 天' },
  map: {
    title: '流量图', live: '实时', asked: '每 2 秒刷新', hub: '集成平台', perMinute: '条/分', waiting: '条在等', parked: '条待人工', allWell: '全部 {{count}} 个接口正常', faults: '需要关注的接口', none: '还没有配置接口', noneWhat: '在 adapters 目录中加入系统，接口会自动出现在这里。',
    direction: '方向', in: '系统 → 平台', out: '平台 → 系统', rate: '速率', errors: '错误', depth: '在等', oldest: '最早', circuit: '熔断', latest: '最近消息', allMessages: '该接口的全部消息',
  },
  link: { ok: '正常', idle: '空闲', behind: '积压', paused: '已暂停', draining: '排空中', circuitOpen: '熔断打开', down: '中断', missing: '文件未到', failing: '出错', trying: '重试中', slow: '缓慢', badFile: '文件已隔离', unread: '无人取走', disturbed: '异常' },
  circuit: { closed: '闭合', open: '打开', halfOpen: '试探中' },
  state: { ready: '待发', waiting: '排队', claimed: '处理中', retry: '待重试', scheduled: '定时', parked: '待人工', done: '完成', discarded: '已丢弃', expired: '已过期', refused: '对方拒绝', inDoubt: '结果不明' },
  messages: {
    title: '消息', ask: '查找消息：文字、"短语"、state:parked、if:BIL-1、order:10001 …', find: '查找', how: '写法', time: '收到', type: '内容', key: '业务编号', way: '从 → 到', state: '状态', took: '用时', none: '没有符合的消息', noneWhat: '放宽条件，或检查字段名与时间范围。', loading: '载入中…',
    inRange: '{{range}}内 {{count}} 条', countedSince: '自 {{at}} 起已数全', histogram: '各时段的消息数，共 {{count}} 条', drag: '拖动可缩小时间范围', searchedBackTo: '已查到 {{at}}，继续向前查…',
    help: [['机床厂 0571', '两处都有的消息（报头、编号、任何报文）'], ['"network down"', '原样的短语'], ['fault OR 故障', '任一'], ['NOT test 或 -test', '不含'], ['state:parked', '有一路投递处于该状态'], ['if:BIL-1  to:N97-1', '来自接口；发往接口或订阅方'], ['type:Customer*', '按内容类型，* 代表其后任意'], ['order:10001 phone:0571…', '按业务编号：customer、account、circuit、bill …'], ['since:2h until:30m', '时间范围：相对，或 2026-11-22T08:00'], ['group:3f2a…', '同一类失败']],
  },
  field: { type: '内容类型', system: '来源系统', if: '来源接口', to: '去向', direction: 'in 或 out', state: '投递状态', order: '订单号', customer: '客户编号', account: '账户', phone: '电话', bill: '账单', ticket: '工单', workOrder: '施工单', circuit: '电路', file: '文件', key: '任何编号', id: '消息号', cause: '起因', conversation: '会话', group: '失败类别', since: '自', until: '至' },
  wrong: {
    'unclosed-quote': '引号没有收尾', 'unclosed-bracket': '括号没有收尾', unexpected: '这里不该有“{{found}}”', missing: '运算符后面缺内容', 'unknown-field': '没有字段“{{field}}”；有：{{known}}', 'bad-value': '字段“{{field}}”不能取“{{value}}”；应为：{{expected}}', 'too-complex': '条件太多，最多 {{most}} 个',
  },
  message: {
    title: '消息', type: '内容', from: '来自', received: '收到', keys: '编号', id: '消息号', deliveries: '投递', noDeliveries: '没有订阅方。', bodies: '报文', whole: '打开整页', tries: '第 {{count}} 次', allTries: '全部 {{count}} 次尝试', due: '下次', place: '位置', detail: '细节', likeThis: '同类失败', facts: '概要',
    clear: '显示个人信息', masked: '个人信息已隐藏。', way: '经过', businessKey: '业务编号', mapping: '映射', conversation: '会话', cause: '起因', duplicateKey: '去重编号', priority: '优先级', expires: '有效至', graph: '前因后果', graphMore: '只画了 {{count}} 条。', alone: '这条消息没有前因，也没有引起别的消息。', audit: '操作记录',
    download: '下载原文', further: '继续载入', hover: '把鼠标移到标准报文的字段上，可看它来自哪里。', noLineage: '映射没有说明它的来源。',
  },
  stage: { raw: '原始报文', canonical: '标准报文', outbound: '发出报文', answer: '答复', edited: '修改后', sent: '发出报文' },
  priority: { live: '实时', bulk: '批量', normal: '普通' },
  outcome: { sent: '已送出', done: '完成', failed: '失败', transient: '暂时失败', permanent: '失败', unknown: '结果不明', refused: '被拒绝', parked: '转人工', retry: '将重试', accepted: '已接受', delivered: '已送达' },
  hop: { received: '收到', translated: '翻译', accepted: '入库', attempt: '尝试', sent: '发出', answered: '得到答复', parked: '转人工', resumed: '人工续发', edited: '人工修改', discarded: '人工丢弃', replayed: '人工重放', done: '完成' },
  action: { resume: '续发', discard: '丢弃', edit: '修改后重发', replay: '重放', remap: '换映射续发', 'edit proposed': '提交修改', 'edit agreed': '批准修改', 'edit refused': '驳回修改', open: '查看', unmask: '查看个人信息', export: '导出' },
  key: { customer: '客户', order: '订单', account: '账户', phone: '电话', bill: '账单', ticket: '服务单', workOrder: '施工单', circuit: '电路', file: '文件', business: '业务', conversation: '会话', request: '请求', resource: '资源', payment: '缴费', agreement: '协议', peer: '对端' },
  story: { title: '{{value}} 的全部消息', none: '没有编号为 {{value}} 的消息', search: '在全文中查找' },
  failures: {
    title: '失败', total: '{{groups}} 类，{{count}} 条', filter: '错误、位置、说明', system: '系统', by: { count: '最多', lastSeen: '最近', firstSeen: '最早' }, none: '没有等待人工的消息', noneWhat: '失败且不会自行恢复的消息会按类出现在这里。', since: '始于', last: '最近', quiet: '近一天没有新增', trend: '近 24 小时 {{count}} 条', last24: '近 24 小时各小时的新增', waiting: '{{count}} 条待处理',
    what: '失败内容', advice: '建议', examples: '例子', care: '处理人', owner: '负责', nobody: '无人', mine: '我来处理', notMine: '不再由我处理', note: '处理备注，所有人可见', stale: '别人刚刚改过，已重新载入。', resume: '续发…', discard: '丢弃…', discardTitle: '丢弃 {{count}} 条？', discardWhat: '这些消息不再发出，原因永久保留。之后新出现的不受影响。', discarded: '已丢弃 {{count}} 条',
  },
  suggestion: { 'mend-mapping': '改映射，试运行后启用，再续发', 'add-code': '在代码表中补上该代码，试运行后启用，再续发', 'ask-sender-to-correct': '请发送方更正后重发', 'ask-for-file-again': '请发送方重新提供文件', 'report-defect': '平台自身缺陷，带消息号报告开发', 'compare-both': '与先到的一份比较，决定采用或丢弃', 'add-receiver': '没有接收方，检查订阅配置', 'find-request': '找到对应的请求，再决定', 'check-signature': '核对签名与证书', 'resume-when-reachable': '对方恢复后续发', 'ask-receiver': '对方拒绝，联系对方确认原因', 'check-credentials': '核对凭据与证书', 'ask-whether-done': '可能已办，先向对方核实', 'resume': '直接续发', 'resend-batch': '重发该批文件', 'check-peer-rules': '核对对端协同规则', 'look-at-message': '打开例子查看原因' },
  runs: {
    title: '续发任务', one1: '续发任务', none: '还没有续发任务', noneWhat: '在失败类别中选择“续发”，任务会出现在这里，离开页面后继续进行。', startTitle: '续发 {{count}} 条', startWhat: '先发少量，成功后再加量；失败比例超过上限自动停下。每条只发一次，不论点了几次、几个人点。', start: '开始', steps: '步长', allAtOnce: '一次全部', one: '逐条', rate: '速率上限', perSecond: '条/秒', stopAbove: '一步中失败超过即停', pause: '暂停', next: '下一步', goOn: '继续', cancel: '撤销未发的',
    underWay: '在途', passedOver: '已被他人处理', takenBack: '已撤回', ofGroup: '失败类别', kind: { resume: '续发', discard: '丢弃' }, planned: '计划', gone: '已发', delivered: '成功', failedAgain: '又失败', left: '剩余', step: '第 {{step}} 步', stopsAbove: '失败超过 {{share}}% 即停', progress: '进度',
  },
  runState: { gathering: '准备中', running: '进行中', waiting: '等下一步', paused: '已暂停', stopped: '已自动停下', done: '完成', cancelled: '已撤销' },
  runWhy: { 'failed-again': '失败比例超过上限', nothing: '没有可处理的消息' },
  repair: {
    edit: '修改后重发…', editTitle: '修改后重发给 {{to}}', editWhat: '内容按规范检查；原文和差异永久保留，原文不再发出。', editGo: '检查并发送', body: '报文', reason: '原因', wrong: '内容不符合规范', at: '第 {{line}} 行第 {{column}} 列', sent: '已发送修改后的消息', waits: '已提交，等待另一位修复人员批准', mapping: '映射版本', mappingWhat: '留空则用当前版本，例如 customer-out@3',
  },
  refusal: { 'delivery.not-parked': '它已不在等待人工', 'delivery.unfinished': '上一次投递还没有结束', 'request.reused': '同一次操作已用于别的内容，请重新打开', 'edit.own-approval': '自己的修改须由他人批准', 'edit.decided': '别人已经处理过', 'mapping.unknown': '没有这个映射版本', 'replay.not-taken': '该接收方不接收这类消息', 'replay.unknown-receiver': '没有这个接收方', 'replay.not-received': '没有单独保存的原文', 'replay.question': '查询已当场回答，重放没有意义', 'run.over': '任务已经结束' },
  files: {
    title: '文件', calendar: '应到日历', calendarOf: '{{month}} 应到文件', before: '上个月', after: '下个月', name: '文件名', interface: '接口', stateOf: '状态', accepted: '已收', rejected: '退回', expected: '应有', at: '开始', why: '原因', all: '全部', one: '文件', progress: '进度', none: '没有这样的文件', noneWhat: '接口收发的文件出现在这里，正在读取的会自行前进。', size: '大小', readTo: '已读 {{bytes}}，第 {{line}} 行', rate: '速度', rest: '还需 {{span}}', counts: '条数', countsOf: '已收 {{accepted}}，重复 {{duplicates}}，退回 {{rejected}}；应有 {{expected}}', begun: '开始', ended: '结束', messages: '消息', rejects: '退回的 {{count}} 行', export: '导出', moreRejects: '只列出前 100 行，全部可导出。',
    state: { running: '读取中', done: '完成', partial: '部分退回', quarantined: '隔离', duplicate: '重复', discarded: '放弃' }, direction: { in: '收', out: '发' }, day: { came: '按时', late: '迟到', missing: '未到', due: '未到点' }, dueAt: '应到 {{at}}', noneExpected: '没有约定到达时间的文件接口', noneExpectedWhat: '在 adapter.yaml 的接口上写 expectedBy 后，应到的文件出现在这里。',
  },
  replay: {
    open: '重放…', title: '重放这条消息', what: '同一次操作只重放一次。按收到的原文重放会生成一条新的标准消息，与原来的并存；重复的业务编号不会被当作重复丢弃。', none: '这条消息不能重放：没有接收方，也没有单独保存的原文。', received: '按收到的原文重新翻译', to: '按标准报文再送给 {{to}}', unfinished: '尚未结束', present: '当前版本', go: '重放', done: '已再次送往 {{to}}', made: '已按原文生成新消息。', look: '查看',
  },
  edits: {
    title: '修改记录', waiting: '{{count}} 条修改待批准', of: { waiting: '待批准', sent: '已发送', refused: '已驳回', overtaken: '已过时', all: '全部' }, none: '没有这样的修改', noneWhat: '配置了双人复核的接口，修改后的报文在这里等另一位修复人员批准。', to: '给 {{to}}', message: '查看消息', at: '位置', before: '原值', after: '新值', decided: '{{by}} 处理于', reason: '意见（驳回时必填）', ownReason: '您提交的修改须由他人批准；撤回请说明原因', approve: '批准并发送', refuse: '驳回', takeBack: '撤回',
    now: { sent: '已批准，修改后的消息已发出', refused: '已驳回，原消息仍在等待', overtaken: '该消息此前已被续发、修改或丢弃，没有改变' },
  },
  mappings: {
    title: '映射', mappings: '映射', allTables: '代码表', filter: '名称、接口、内容', none: '没有符合的映射', name: '名称', makes: '产生 / 接收', usedBy: '使用者', tables: '代码表', unused: '没有接口使用', changed: '已改', revision: '第 {{revision}} 次修改在用', superseded: '文件已更新，之前的修改不再生效', try: '试运行', activate: '启用…', undo: '恢复原文', wrong: '有错误，不能启用', difference: '改动', tried: '试运行结果',
    outcome: { works: '{{count}} 条原来失败、现在成功', same: '{{count}} 条相同', differs: '{{count}} 条不同', fails: '{{count}} 条会失败' }, word: { works: '可通过', same: '相同', differs: '不同', fails: '失败' }, nothingElse: '已存消息的结果都不变', revisions: '修改记录', noRevisions: '运行中没有改过，用的是目录里的文件。', state: { active: '在用', replaced: '被替换', back: '已撤回', refused: '被节点拒绝' }, back: '撤回…',
    activateTitle: '在所有节点启用', activateWhat: '全部节点一起换用，或都不换；在途消息用新的内容翻译。', backTitle: '撤回第 {{revision}} 次修改', backWhat: '所有节点恢复之前的内容。', activated: '第 {{revision}} 次修改已在所有节点启用', isBack: '已撤回', stale: '别人刚刚改过这个文件，请重新载入后再改。',
  },
  endpoints: {
    title: '端点', filter: '接口、系统、说明', onlyBad: '只看异常', none: '没有符合的端点', name: '接口', system: '系统', state: '状态', rate: '条/分', waiting: '在等', parked: '待人工', oldest: '最早', channel: '通道', test: '测试连接', testOk: '连接正常', testBad: '连接不通', pause: '暂停…', unpause: '恢复发送', drain: '排空…', drained: '已排空', notDrained: '还有 {{count}} 条在途', waits: '在等的消息', blocked: '被挡住的编号', noneBlocked: '没有', behindCount: '{{count}} 条在等', errors: '最近的失败', noErrors: '没有',
    address: '地址', credential: '凭据', concurrency: '并发', timeout: '超时', attempts: '重试次数', order: '顺序', orders: { wait: '同编号等前一条', skip: '同编号跳过失败的', none: '不保序' }, since: '状态始于', probe: '下次试探', pauseTitle: '暂停 {{name}}', pauseWhat: '不再发出新的消息，消息在平台里等；恢复后按顺序继续。', drainTitle: '排空 {{name}}', drainWhat: '不再取新的消息，等在途的结束。',
  },
  alerts: {
    title: '告警', bell: '{{count}} 个告警未处理', standing: '当前', ended: '已结束', rules: '规则', routes: '通知渠道', severity: '级别', severities: { critical: '紧急', major: '重要', minor: '一般' }, subject: '对象', what: '内容', since: '始于', until: '结束', who: '处理', acknowledge: '接手', silence: '静音…', silentUntil: '静音至', none: '没有告警', noneEnded: '没有已结束的告警', noneWhat: '原因消失后告警自行结束。', silenceTitle: '静音 {{subject}}', for: '时长', on: '启用', off: '停用', lasts: '持续 {{span}}', everywhere: '所有接口', change: '修改…', thresholdOf: '阈值', forMinutes: '持续（分钟）', onlyFor: '只对这些接口',
    noRoutes: '没有通知渠道', noRoutesWhat: '在 hub.yaml 的 alerts 中配置。', from: '{{severity}}及以上', toTell: '{{count}} 条待通知', rule: { endpointDown: '接收端中断', circuitOpen: '熔断打开', queueDepth: '积压过多', oldestAge: '等待过久', noTraffic: '长时间无消息', errorRate: '错误过多', fileMissing: '文件未到', parked: '待人工', certificateEnds: '证书将到期', diskFull: '磁盘将满', sendingFails: '调用失败', slow: '响应缓慢', badFile: '文件已隔离', unread: '无人取走', refusals: '记录被拒', repeats: '重复发送', deadLetters: '死信' }, threshold: { queueDepth: '超过 {{count}} 条', errorRate: '每分钟超过 {{count}} 个', parked: '{{count}} 条起', diskFull: '剩余低于 {{count}}%', unread: '{{count}} 条起', refusals: '每分钟 {{count}} 条起', repeats: '每分钟 {{count}} 条起', deadLetters: '{{count}} 条起' },
  },
  runbook: { what: '怎么办', seen: '现象', means: '含义', safe: '安全性', do: '处理', ends: '何时结束', none: '运行手册没有这一节' },
  figures: {
    title: '统计', tab: { flow: '流量', capacity: '容量', reconciliations: '对账' }, stored: '存储', byDay: '每日', groups: '按表', partitions: '{{count}} 个分区', together: '合计', growth: '近 {{count}} 天增长', aDay: '每天 {{size}}', notYet: '记录天数还不够', kept: '保留', keptDays: '{{count}} 天', nextDrop: '下次清理', from: '自', disk: '磁盘', elsewhere: '数据库在另一台机器上，请在那里查看', free: '剩余 {{free}} / {{all}}', fullOn: '预计写满', messages: '消息', oldest: '最早的消息', nothingCompared: '这段时间没有对账', nothingComparedWhat: '收到银行对账单或销账结果后出现。', day: '日期', with: '对方', agreed: '一致（元）', missingHere: '我方缺', missingThere: '对方缺', differences: '差异（我方 / 对方）', agrees: '一致', all: '全部接口', span: { hour: '1 小时', day: '24 小时', month: '30 天', year: '13 个月' }, none: '还没有统计', noneWhat: '有消息后一分钟内出现。', flow: '收发与失败', times: '入库到送达用时', depths: '积压', depth: '积压', received: '收到', repeated: '重复', refused: '拒收', sent: '送出', failed: '失败', parked: '待人工', interface: '接口', byInterface: '各接口合计',
  },
  type: {
    Untranslated: '未能翻译', AccountBalanceChanged: '余额变动', AgreementProfileChanged: '协议变更', AmendWorkOrder: '改单', AssignResource: '分配资源', BankStatementEntryBooked: '银行到账', BankStatementIssued: '银行对账单', BillingAccountChanged: '账户已变更', BillingAccountClosed: '账户已销户', BillingAccountOpened: '账户已开户', BillingAccountProfileChanged: '账户资料变更', BillingRequestRejected: '计费请求被拒', CancelSubOrder: '撤销子订单', CancelWorkOrder: '撤销施工单', ChangeBillingAccount: '变更计费', CheckServiceFeasibility: '查资源可行性', CircuitCutOverPlanned: '电路割接计划', CircuitOutageStarted: '电路故障', CircuitRepaired: '电路恢复', CircuitReported: '电路资料', CircuitReportEnded: '电路报送结束', CloseBillingAccount: '停止计费', CollectDirectDebit: '代扣收款', CreateWorkOrder: '派单', CreditLimitNeared: '接近信用额度', CurrentCharges: '当前费用', CustomerBillIssued: '账单', CustomerMerged: '客户合并', CustomerMergeUndone: '撤销合并', CustomerOverview: '客户概览', CustomerProfileChanged: '客户资料变更', DirectDebitFailed: '代扣失败', DirectDebitSettled: '代扣成功', FileLineRejected: '文件行被退', FileReceived: '收到文件', FileSent: '发出文件', FindCurrentCharges: '查当前费用', FindCustomerByServiceNumber: '按号码查客户', GroupBillContributed: '一点付费账单', InteractionRecorded: '服务记录', JeopardyAlerted: '超时告警', MilestoneStateChanged: '里程碑', OnePointBillingSet: '一点付费已设', OpenBillingAccount: '开始计费', OrderActionRequested: '订单操作', OrderForecastChanged: '订单预测', OrderForecastDue: '订单预测到点', OrderStepDue: '环节到期', OutcomeAsked: '询问结果', OutcomeTold: '告知结果', PaymentOverdue: '欠费', PaymentPosted: '已销账', PaymentPostingRejected: '销账被拒', PaymentReceived: '收到缴费', PlaceSubOrder: '下子订单', PostPayment: '销账', ProductOrderPlaced: '订单受理', ProductOrderStateChanged: '订单状态', ProductProfileChanged: '产品资料变更', ReleaseResource: '释放资源', ReportTrouble: '报障', RequestRefused: '请求被拒', ReserveResource: '预占资源', ResourceAssigned: '资源已分配', ResourceReleased: '资源已释放', ResourceRequestAccepted: '资源请求已受理', ResourceRequestFailed: '资源请求失败', ResourceRequestRejected: '资源请求被拒', ResourceReserved: '资源已预占', ServiceFeasibilityChecked: '资源可行性结果', ServiceLineChanged: '线路变更', SetOnePointBilling: '设一点付费', SettlementShareCalculated: '结算分摊', SubmitDirectDebit: '提交代扣', TroubleTicketRaised: '服务单', TroubleTicketStateChanged: '服务单状态', UsageSummarised: '用量汇总', WarningEscalationDue: '预警升级到点', WarningRaised: '预警', WarningStateChanged: '预警状态', WarningsDayBegan: '预警日检', WorkOrderAmended: '改单回执', WorkOrderCompleted: '施工竣工', WorkOrderRequestRefused: '施工单被拒', WorkOrderReturned: '退单', WorkOrderStateChanged: '施工单状态',
  },
};

type Texts<T> = { [K in keyof T]: T[K] extends string ? string : T[K] extends readonly unknown[] ? string[][] : Texts<T[K]> };
export type ConsoleTexts = Texts<typeof zh>;
