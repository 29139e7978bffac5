export const kitZh = {
  search: '搜索客户、电话、电路、账号、订单、联系人…', searchNone: '没有找到。可以用客户编号、名称中的任意几个字、拼音首字母、电话、电路号、账号或订单号。', searching: '正在查找…',
  searchKeys: '↑ ↓ 选择，Enter 打开，Esc 关闭', retry: '重试', save: '保存', cancel: '取消', close: '关闭', more: '加载更多', all: '全部', allShown: '已全部显示', columns: '列', views: '视图', saveView: '保存当前视图', viewName: '视图名称',
  noViews: '还没有保存的视图', remove: '删除', export: '导出', clearFilters: '清除筛选', none: '无', light: '浅色', dark: '深色', language: '语言', signOut: '退出登录', password: '修改密码', menu: '导航',
  sourceFrom: '来源', sourceOpen: '点击打开消息', system: { 'customer-service': '客户服务', orders: '订单', warnings: '预警', peers: '对端协同', archive: '档案', payments: '缴费', settlement: '结算', warehouse: '数据仓库', operations: '运维', core: '大客户系统', hub: '集成平台', billing: '计费', resource: '资源管理', n97: '97 系统', bank: '银行', peer: '对端平台', service: '客服', cs: '客服', customerService: '客服', group: '集团平台', province: '省平台' }, sourceAt: '时间', sourceMessage: '消息', sourceMaster: '主管系统', acceptedBy: '采纳人', failed: '未能加载', failedSafe: '没有任何数据被改动。可以重试；如仍失败，请把下面的代码告诉运维。',
  age: { now: '刚刚', minutes: '{{count}} 分钟', hours: '{{count}} 小时', days: '{{count}} 天', months: '{{count}} 个月', years: '{{count}} 年', ago: '{{age}}前', ahead: '{{age}}后' },
  problem: {
    'connection.lost': '连不上服务器。请检查网络后重试，已填的内容仍在。', 'session.none': '登录已失效，请重新登录。', 'right.missing': '您没有做这件事的权限。', 'not.found': '没有找到，或不在您的管辖范围内。',
    'token.missing': '页面已过期，请刷新后再试。', 'password.expired': '密码已到期，请先修改密码。', 'input.invalid': '有些内容需要更正，见标出的字段。', 'edit.stale': '您编辑期间，别人已修改了这条记录。', 'request.refused': '不能这样做：{{reason}}',
    'customer.exists': '已有同名客户 {{customerNo}}。', 'if-match.missing': '页面已过期，请刷新后再试。', other: '服务器没有完成请求（{{code}}）。请稍后重试。',
  },
  field: {
    outOfRange: '超出允许的范围', required: '必填', tooLong: '最多 {{max}} 个字', tooShort: '至少 {{min}} 个字符', notOneOf: '只能是：{{allowed}}', unknown: '没有这一项', notAllowed: '不允许', badFormat: '格式不对', badCharacter: '含有不能保存的字符',
    mastered: '由 {{master}} 主管，请在那里修改', wrong: '不正确', tooSimple: '太简单：请混用大小写字母、数字和符号', usedBefore: '以前用过，请换一个', likeName: '不能与用户名相近', taken: '已被使用', other: '不正确（{{code}}）',
  },
};
export type KitTexts = typeof kitZh;
