const TEXT_CHARS_MAX = 300;
/** Less is a term: 超时, 过期. */
const HAN_CHARS_MIN = 4;
/** An answer to a question, with its reason. */
export const ANSWERS_FIRST = /^(?:是|否|不|不是|不能|不会|能|会|可以|有|没有)[，,。]/;

const segments = (list: string): readonly string[] => list.trim().split(/\s+/);
/** Longest first, so that 请求超时 is not read as 请求 + 超 + 时. */
const matcher = (list: readonly string[]): RegExp =>
  new RegExp(list.toSorted((a, b) => b.length - a.length).join('|'), 'gi');

/** Words of programs that call each other. */
const TRANSPORT = segments(`
  接口 服务器 服务端 网关 密钥 令牌 鉴权 认证 限流 并发 上游 网络 调用 超时 重试 再试 连接 频繁 过载
  繁忙 端点 欠费 主机 上下文 提示词 内容安全 敏感 推理 大模型 后端 响应 离线 套接字 显存 域名 客户端 api
  llm http https tokens token key 暂时不可用 暂不可用 请求量 请求数 请求频率
  访问频率 负载 渠道 控制台 访问权限 请求过多 请求过大 请求体 请求头 状态码 响应体 流式 套餐额度 凭证
  凭据 心跳 gpu rpm tpm qps openai deepseek`);
const FAILURE = segments(`
  失败 错误 出错 报错 异常 超时 拒绝 不可用 繁忙 过载 超出 超过 超限 达到 已达 不足 无效 过期 失效
  无法 未能 不存在 耗尽 用尽 用完 欠费 限流 受限 被限制 中断 断开 未授权 无权 没有权限 禁止 不支持
  不合法 非法 缺少 过长 过多 频繁 敏感 违规 未找到 找不到 崩溃 终止 为空 被封禁 停用 冻结 未配置
  未开通 未通过 没有通过 不通过 不正确 用光 无剩余 失去响应 连不上 打不开 失联 拥堵 有误 已满 离线 没能 没办法 过大 不到 丢失
  溢出 太快 过大 饱和 无可用 无法访问 不能 没有返回 未返回 拒收 无法建立 被拒 不通 断网 宕机 挂起 已被
  暂停 下线 不匹配 太长 太多 未响应 无响应 停机 故障 不可达 重置`);
const CONNECTING = segments(`
  的 了 在 中 时 后 前 请 稍后 稍候 稍等 几 分钟 秒 小时 天 日 月 再 次 重新 或 和 与 及 并
  且 当前 您 你 我们 该 此 本 已 已经 未 不 被 由于 因为 目前 暂时 系统 服务 用户 账户 账号 帐户
  余额 额度 配额 免费 套餐 充值 购买 续费 升级 联系 管理员 客服 检查 确认 查看 详情 信息 参数 输入
  输出 内容 长度 上限 限制 最大 窗口 文本 字符 每 频率 速率 过快 处理 生成 分析 过程 发生 出现 遇到
  内部 未知 远程 目标 地址 端口 读取 写入 等待 返回 状态 代码 编号 数据 解析 格式 结果 获取 任务
  执行 程序 请求 模型 访问 权限 使用 提供 是否 正确 有效 到 至 过 太 高 低 大 多 过于 较 量 对话
  会话 消息 回答 回复 失去 建立 发送 接收 工具 加载 正在 维护 升级中 抱歉 非常 很 对不起 出了 点
  问题 开通 身份 验证 校验 名称 部署 资源 队列 排队 人数 超 可能 包含 存在 风险 政策 安全 审核 修改
  调整 缩短 减少 降低 其他 尝试 或者 以 便 为 于 将 可 需 需要 先 后再 即将 是 有 无 没有 从 向
  对 由 其 等 上 下 内 外 期间 时间 期限 试用 到期 总 数 数量 之 让 请在 填写 设置 如需 按量付费
  按量 付费 提问 换个 个 对于 对应 所有 均 全部 任何 仍 又 起 里 后续 一 一下 一会儿 片刻 共 约
  超时时间 默认 指定 该次 本次 每次 首个 字节 块 序列 字段值 页面 机器 集群 容器 进程 线程 句柄 内存
  磁盘 空间 文件 路径 目录 命令 版本 更新 模式 类 型 种 项 库 池 组 区域 地区 国家 实名 手机号
  邮箱 协议 法律法规 法规 相关 规定 根据 依据 作答 这个 话题 该内容 不良 涉嫌 涉及 换 一个 句 描述后
  用量 月度 日度 单日 单次 购 买 资源包 加油包 余量 剩余 次数 已满员 人 较多 拥挤 排队中 耐心 等候
  恢复 抢修 工程师 紧急 切换 前往 模型服务 或者您 更换 避免 继续 完成 来自 供 流量 峰值 高峰 每日
  每月 每分 今日 本月 该模型 此模型 所选 请求被 服务商 官方 运营商 数据库 解码 编码 握手 传输 证书
  通道 主动 对方 另一 端 体 头 返回了 提示 描述 类型 字段 必填 传入 传 值 配置 环境 变量 名 因
  导致 引起 繁多 阿里云 百炼 智谱 通义 千问 月之暗面 文心 火山 引擎 豆包 供应商 平台 分组 节点 实例
  吧 啦 呢 哦 哟 呀 哈 休息 再来 明天 今天 刚才 刚刚 没能 没办法 访问量 全 部 免 费 每 您好 你好 亲 哎呀 糟糕 不好意思
  耐 烦 感谢 谢谢 理解 带来 不便 深表 歉意 为您 给您 助手 智能体 智能 小助手 我 它 还 就 都 也 才 会 好像 似乎 看起来 有点 了些 有些
  正常 顺利 成功 及时 问 答 聊 话题 再问 问一次 换成 别的 试试 看看 看 回来 上线 离线`);

const TRANSPORT_MATCHER = matcher(TRANSPORT);
const FAILURE_MATCHER = matcher(FAILURE);
const COVERED = matcher([...TRANSPORT, ...FAILURE, ...CONNECTING]);
/** Addresses, codes and model names; a sum, a rate or a plain number is left over. */
const NAME = /(?<![\w%])[a-z][\w./:-]*/gi;
const HARMLESS =
  /https?:\/\/[^\s，。]+|\b[\w.-]*[a-z][\w.-]*\d[\w.-]*\b|\b[45]\d\d\b(?!\s*[万亿元%倍股])|\d+\s*(?:秒|分钟|小时|次|毫秒|ms|s|tokens?)|(?<=(?:码|代码|编号|code|错误)[：:\s（(]{0,3})\d+|(?<=(?:上下文|窗口|长度|限制|上限|最大|最大值|最多|共)[^\d，。]{0,6})\d+(?!\s*[万亿元%倍股天年])|\d+\s*个? ?(?:token|字符|并发)s?|request[ _]?id\W*[\w-]+/gi;

export const withoutHarmless = (text: string): string => text.replace(HARMLESS, ' ');

/** Whether at least three of five characters are of the words of failed calls. */
export const isMostlyFailureWords = (prose: string): boolean =>
  5 * hanCharsIn(prose.replace(COVERED, ' ')) <= 2 * hanCharsIn(prose);

const hanCharsIn = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0;

/** Whether a text is nothing but the report of a failed call, in Chinese. */
export function isChineseFailure(text: string): boolean {
  if (text.length > TEXT_CHARS_MAX || ANSWERS_FIRST.test(text)) return false;
  if (hanCharsIn(text) < HAN_CHARS_MIN) return false;
  const prose = withoutHarmless(text);
  if (prose.match(TRANSPORT_MATCHER) === null || prose.match(FAILURE_MATCHER) === null)
    return false;
  return /^[\s\p{P}~～|]*$/u.test(prose.replace(COVERED, ' ').replace(NAME, ' '));
}

/** "调用模型失败：", "分析过程中发生错误:" and what else precedes an error's own text. */
export const CHINESE_WRAPPER =
  /^(?:抱歉[，,]?|对不起[，,]?)?[\p{Script=Han}\w \t（）()]{0,24}(?:失败|错误|异常|出错|报错|信息|原因|详情)(?:了|信息|原因)?\s*[：:,，-]\s*/u;
