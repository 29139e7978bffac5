import { importsZh } from './imports';
import { ordersZh } from './orders';
import { warningsZh } from './warnings';

export const zh = {
  ...ordersZh,
  ...warningsZh,
  ...importsZh,
  title: '大客户服务', home: '首页', customers: '客户', users: '用户', operations: '运维控制台', audit: '审计',
  signIn: { title: '登录', name: '用户名', password: '密码', go: '登录', wrong: '用户名或密码不正确。', locked: '该账户已锁定。', lockedUntil: '多次输错密码，账户锁定至 {{until}}。', about: '大客户档案与一站服务' },
  passwords: { title: '修改密码', expired: '密码已到期，修改后才能继续。', old: '原密码', fresh: '新密码', again: '再输一次', differ: '两次输入不一致', done: '密码已修改' },
  homePage: { hello: '{{name}}，您好', mine: '我的客户', reach: '管辖范围', all: '全部客户', trend: '近 12 个月消费', none: '还没有客户', noneWhat: '由您负责的客户会出现在这里。可用 Ctrl+K 查找客户。', noCustomers: '您的角色不查看客户。请从左侧导航进入您的页面。', levels: '按服务等级', statuses: '按状态' },
  list: { filter: '编号、名称或拼音首字母', total: '共 {{count}} 个', totalMany: '{{count}} 个以上', none: '没有符合条件的客户', noneWhat: '放宽或清除筛选条件，或换几个字再找。', manager: '客户经理', unit: '归属单位', level: '服务等级', status: '状态', industry: '行业', nobody: '无人负责', fresh: '新建客户', billed: '{{value}} 有账单', share: '收入排名 {{value}}%' },
  c: { customerNo: '客户编号', name: '名称', shortName: '简称', industry: '行业', size: '规模', address: '地址', status: '状态', serviceLevel: '服务等级', creditClass: '信用等级', parentCustomerNo: '上级客户', orgUnit: '归属单位', managerId: '客户经理', contacts: '联系人', specialDays: '纪念日', changedAt: '变更时间' },
  tab: { overview: '概览', products: '产品与电路', bills: '账单与消费', payments: '缴费', tickets: '申告', interactions: '走访', agreements: '协议', differences: '差异', history: '变更历史', orders: '订单', warnings: '预警' },
  page: {
    profile: '档案', tree: '组织关系', timeline: '时间线', money: '资金', arrears: '欠费', overdueSince: '最早逾期', balance: '余额', limit: '信用额度', due12: '近 12 个月应收', paid12: '近 12 个月实收', lastBill: '最近账单', open: '未完事项', openTickets: '未结申告', openOrders: '在途订单',
    openDifferences: '未决差异', productCount: '产品数', hidden: '（管辖范围外）', edit: '编辑', visit: '记录走访', export: '导出', noneHere: '暂无记录', noneWhat: '有新的消息到达后会显示在这里。', from: '来自 {{source}}', merged: '该客户编号已并入 {{no}}。', consumption: '消费趋势', months: '{{count}} 个月', consumptionHint: '点击某月查看该月账单',
    due: '应收', trend: '前三月均值', group: '集团合计', billOf: '账单 {{no}}', aEnd: 'A 端', zEnd: 'Z 端', ours: '本系统', theirs: '对方', items: '账单明细', call: '电话', noFilter: '全部', allMonths: '全部月份',
  },
  col: { discount: '优惠政策', documents: '文件', group: '一点收费组', billNo: '账单号', accountNo: '账号', period: '账期', state: '状态', due: '应收', paid: '已付', arrears: '欠费', dueDate: '应付日期', paymentNo: '缴费号', amount: '金额', channel: '渠道', at: '时间', posting: '销账', ticketNo: '申告号', kind: '类型', severity: '级别', service: '业务号码', description: '内容', promised: '承诺时间', solution: '处理结果', attribute: '字段', system: '系统', seen: '最近发现', who: '人员', what: '动作', before: '修改前', after: '修改后', note: '备注', agreementNo: '协议号', starts: '开始', ends: '结束', code: '代码', fee: '名称', orderNo: '订单号', ordered: '受理时间', on: '对象', from: '地址' },
  edit: { title: '编辑客户', fresh: '新建客户', note: '修改说明', addContact: '添加联系人', role: '角色', jobTitle: '职务', phones: '电话', email: '邮箱', saved: '已保存', remove: '移除联系人', addPhone: '添加电话', phone: '电话号码', notHere: '由 {{master}} 主管，不能在此修改', stale: '您编辑期间，{{count}} 处已被别人改动', yours: '您填的', theirs: '现在的值', keepMine: '以我填的保存', takeTheirs: '采用现在的值', exists: '已有同名客户 {{no}}。若确属另一客户，请再次保存。' },
  dayEntry: { birthday: '生日', name: '名称（如司庆）', date: '日期', add: '添加纪念日', remove: '移除' },
  visit: { talk: '走访与沟通', trouble: '客户申告', ticket: '申告 {{no}} 已受理', title: '服务记录', kind: '方式', at: '时间', contact: '联系人', phone: '电话', content: '内容', next: '下一步', score: '满意度', saved: '已记录' },
  user: { name: '用户名', displayName: '姓名', staffId: '工号', unit: '单位', superior: '上级', roles: '角色', perSystem: '运维平台的角色可以只给一个系统，例如 {{roles}}', reach: '范围', state: '状态', last: '最近登录', lock: '锁定', unlock: '解锁', reset: '重置密码', add: '添加用户', reason: '锁定原因', password: '新密码（只显示这一次）', search: '用户名、姓名或工号', none: '没有符合条件的用户', saved: '已保存' },
  audited: { customer_create: '新建客户', customer_edit: '编辑客户', customer_assign: '分配客户经理', customer_merge: '合并客户', 'customer_undo-merge': '撤销合并', customer_export: '导出客户', customer_purge: '清理客户', customer_import_check: '检查导入', customer_import_start: '开始导入', customer_import_stop: '停止导入', difference_accepted: '采纳差异', difference_closed: '关闭差异', interaction_record: '服务记录', ticket_report: '录入申告', order_place: '受理订单', order_note: '订单备注', order_attach: '订单附件', order_export: '导出订单', order_message: '查看订单消息', order_completeStep: '完成环节', order_cancel: '撤单', order_amend: '改单', order_hold: '挂起', order_resume: '恢复', order_retryStep: '重试环节', order_skipStep: '跳过环节', order_takeStep: '领取环节', template_save: '保存模板', warning_rule: '改预警规则', warning_closed: '关闭预警', message_open: '查看消息', user_add: '新增用户', user_change: '修改用户', user_lock: '锁定用户', user_unlock: '解锁用户', user_password: '重置密码', unit_put: '维护单位', 'session_sign-in': '登录', 'session_sign-out': '退出', session_wrong: '密码错误', 'session_locked-out': '暂时锁定', session_password: '修改密码' },
  auditPage: { who: '谁', what: '动作', on: '对象', text: '包含文字', none: '没有符合条件的记录', noneWhat: '放宽条件再找。' },
  code: {
    serviceLevel: { diamond: '钻石', gold: '金', silver: '银', standard: '普通', none: '未定级' }, customerStatus: { prospect: '潜在', active: '在网', suspended: '停机', left: '离网' },
    contactRole: { decisionMaker: '决策人', technical: '技术', finance: '财务', other: '其他' }, kind: { customer: '客户', contact: '联系人', phone: '电话', circuit: '电路', account: '账号', order: '订单', bill: '账单', ticket: '申告', payment: '缴费', interaction: '服务记录', workOrder: '工单', agreement: '协议', change: '变更' },
    interaction: { visit: '走访', call: '电话', complaint: '投诉', opinion: '意见', survey: '调查', other: '其他' }, productStatus: { active: '在用', suspended: '停机', terminated: '已拆', pendingActive: '开通中', pendingTerminate: '拆机中', created: '新建', planned: '计划', aborted: '已中止', cancelled: '已取消' },
    accountStatus: { active: '有效', suspended: '停用', closed: '已销户', open: '有效' }, billState: { new: '新出', onHold: '挂起', validated: '已核对', sent: '已寄出', issued: '已出账', open: '未付', due: '未付', paid: '已付', settled: '已结清', partiallyPaid: '部分付', overdue: '逾期', cancelled: '已作废' }, channel: { directDebit: '银行代扣', bankTransfer: '转账', counter: '柜台', online: '网上', other: '其他', cash: '现金', cheque: '支票', card: '银行卡' },
    ticketKind: { complaint: '投诉', fault: '故障', request: '请求', support: '支持请求', supportRequest: '支撑请求' }, ticketState: { acknowledged: '已受理', inProgress: '处理中', pending: '等待', held: '挂起', resolved: '已解决', closed: '已关闭', cancelled: '已取消', rejected: '已拒绝', submitted: '已提交', open: '未结' }, severity: { critical: '紧急', major: '严重', minor: '一般', low: '低', high: '高', medium: '中' },
    role: { accountManager: '客户经理', director: '主管', clerk: '一站受理', resourceStaff: '资源', constructionStaff: '建设', billingStaff: '计费', executive: '领导', viewer: '运维查看', operator: '运维', repairer: '运维修复', hubAdministrator: '平台管理员', administrator: '系统管理员' }, reach: { own: '本人客户', team: '本人及下属', unit: '本单位全部' }, userState: { active: '正常', locked: '已锁定', lockedOut: '暂时锁定' },
    history: { created: '建立', edited: '修改', assigned: '分配', merged: '合并', unmerged: '撤销合并', accepted: '采纳', ignored: '忽略' }, difference: { open: '未决', accepted: '已采纳', ignored: '已忽略', closed: '已消除' },
    orderState: { acknowledged: '已受理', rejected: '已拒绝', pending: '等待', held: '挂起', inProgress: '进行中', assessingCancellation: '评估取消', pendingCancellation: '取消中', cancelled: '已取消', completed: '已竣工', failed: '失败', partial: '部分完成' }, workOrderState: { created: '已派', accepted: '已接', dispatched: '已派工', inProgress: '施工中', testing: '测试中', suspended: '暂停', completed: '竣工', returned: '退单', cancelled: '已撤' }, workOrderType: { install: '装', move: '移', change: '改', remove: '拆' }, posting: { ordered: '销账中', posted: '已销账', rejected: '销账被拒' }, agreementType: { service: '服务协议', framework: '框架协议', sla: '服务等级协议', discount: '优惠协议' },
    agreementStatus: { active: '有效', inProcess: '办理中', validated: '已审核', suspended: '中止', terminated: '已终止' },
  },
};
export type AppTexts = typeof zh;
