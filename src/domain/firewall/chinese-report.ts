import { saysContentFilter, saysContextLength } from '../provider-wording.ts';
import { ANSWERS_FIRST, isMostlyFailureWords, withoutHarmless } from './chinese-failure.ts';
import { marksAnswer } from './commitment.ts';
import { AGENT_ERROR, type Culprit, PROVIDER_ERROR, REFUSED } from './verdict.ts';

const TEXT_CHARS_MAX = 240;
const HAN_CHARS_MIN = 6;
const WEIGHT_MIN = 4;

/** About money, a market or the material: an answer, if a poor one. */
const ABOUT_FINANCE =
  /公司|企业|银行|央行|收入|利润|营收|成本|资产|负债|权益|股|债|利率|利息|汇率|货币|现金|贷款|借款|抵押|质押|保证金|基金|期权|期货|合约|市场|行情|交易|价格|价值|估值|收益|亏损|损失|税|费用|费率|审计|财报|年报|报表|披露|投资|客户|订单|头寸|仓|风险敞口|波动率|比率|占比|增长|下降|上升|上涨|下跌|监管|合同|违约|担保|发票|付款|支付|清算|结算|证券|保险|信贷|信用|授信|票据|汇票|流动性|供应链|产能|产量|销量|库存|采购|(?:数据|信息|资料|证据|条件)(?:不足|不够|缺失|有限)|文件中|材料|表格|题目|题干|原文|所给|选项|假设|答案[是为：:]|无法(?:确定|判断|计算|得出)|持有|买入|卖出|平仓|因此|所以|综上|意味着|指的是/;

/** The kinds of things such texts say; the weight of what names the model's side, or its failure. */
const SIGNALS: readonly {
  readonly weight: number;
  readonly blamesService: boolean;
  readonly pattern: RegExp;
}[] = [
  {
    weight: 2,
    blamesService: true,
    pattern:
      /大模型|语言模型|模型服务|(?:ai|人工智能) ?(?:服务|助手|模型|接口)|智能助手|接口|服务器|服务商|服务端|供应商|后端|网关|上游|\bapi|\bllm|\bgpt|openai|claude|gemini|deepseek|dashscope|通义|千问|智谱|文心|豆包|kimi|月之暗面|混元|星火|百炼/i,
  },
  {
    weight: 1,
    blamesService: true,
    pattern: /系统|服务|平台|网络|模型|账号|账户|帐号|(?:您|你)的(?:额度|套餐|配额|密钥|权限)/,
  },
  {
    weight: 2,
    blamesService: true,
    pattern:
      /开小差|走神|罢工|掉线|拥堵|拥挤|繁忙|超时|限流|限速|过载|太快|超限|额度|配额|欠费|令牌|token|密钥|上下文|频率|频繁|流量|并发|高峰|维护|排队|网络(?:不稳定|波动|错误|异常|问题|连接)|连接(?:失败|中断|断开|超时|异常)|不可用|崩溃|宕机|负载|人数过多|响应(?:超时|异常|失败|为空)|没有(?:响应|反应|返回)|无响应|(?:模型|服务|系统|实例)[^，。]{0,3}(?:加载|启动|预热|重启)中?|算力|人数|用户较?多|请求量|访问量|请求(?:过|太)|次数|离线|限制了?(?:访问|调用)/i,
  },
  {
    weight: 1,
    blamesService: false,
    pattern:
      /失败|错误|出错|报错|异常|中断|断开|故障|超过|超出|达到|用完|离线|用尽|耗尽|不足|过期|失效|无效|有误|不对|不正确|加载中|启动中|拒绝|拦截|(?:遇到|出现|出|发生|有)了?(?:一?[点些个])?(?:小|未知|意外|内部|技术)*(?:问题|故障|状况|错误|差错|异常)/,
  },
  {
    weight: 2,
    blamesService: false,
    pattern:
      /(?:无法|未能|没能|不能|没有成功|没办法|没法)(?:正常|成功|继续|及时|为您|为你|顺利|对您的?|对)*(?:处理|响应|完成|连接|生成|访问|回答|回复|调用|提供服务|返回|加载|执行|给出回复|给出(?:回复|结果|答案|回答)?|得到(?:结果|答案|回复)|获取(?:回复|响应|回答|结果|模型))/,
  },
  {
    weight: 1,
    blamesService: false,
    pattern:
      /(?:您|你|本次|此次|这次|该|这个|当前|用户)的?(?:请求|问题|提问|消息|对话|会话|回答|输入|提示词|任务|操作|调用)|请求的/,
  },
  {
    weight: 1,
    blamesService: false,
    pattern:
      /(?:处理|生成|回答|回复|执行|分析|调用|推理)(?:您的?|你的?|该|此|本次)?(?:请求|问题|内容|回答|回复|任务)?(?:的?时|的?时候|过程中?|期间)/,
  },
  {
    weight: 2,
    blamesService: false,
    pattern:
      /稍后|稍候|稍等|过(?:一?会儿?|几分钟|段时间)|重试|再试|再来|重新(?:发送|提交|登录|提问|尝试|连接|加载|生成)|刷新|联系(?:管理员|客服|技术|我们|运维|支持)|检查[^，。]{0,12}(?:网络|配置|密钥|key|设置|余额|日志|权限|连接|参数)|充值|升级|换个|换一|切换|更换|缩短|精简|减少输入|配置(?:自己|您|你)|开通|续费|耐心等待|等待片刻/i,
  },
  { weight: 1, blamesService: false, pattern: /任务|流程|智能体|助手|工具/ },
  { weight: 1, blamesService: false, pattern: /(?:已|被)(?:终止|中止|停止|取消|中断)/ },
  {
    weight: 1,
    blamesService: false,
    pattern: /抱歉|对不起|不好意思|遗憾|糟糕|哎呀|不便|见谅|谅解|感谢您的/,
  },
];

/**
 * Who is to blame if a text, as a whole, is what a Chinese product tells its user when it could not
 * serve him; undefined for any other text. The same evidence as in English, without word borders.
 */
export function culpritOfChineseReport(text: string): Culprit | undefined {
  if (text.length > TEXT_CHARS_MAX || marksAnswer(text)) return undefined;
  if (ANSWERS_FIRST.test(text) || ABOUT_FINANCE.test(text)) return undefined;
  if ((text.match(/\p{Script=Han}/gu)?.length ?? 0) < HAN_CHARS_MIN) return undefined;
  const prose = withoutHarmless(text);
  if (/\d|[%％$￥€]/.test(prose) || !isMostlyFailureWords(prose)) return undefined;
  const signals = SIGNALS.filter(({ pattern }) => pattern.test(text));
  if (signals.reduce((sum, { weight }) => sum + weight, 0) < WEIGHT_MIN) return undefined;
  if (saysContextLength(text)) return AGENT_ERROR;
  if (saysContentFilter(text)) return REFUSED;
  return signals.some(({ blamesService }) => blamesService) ? PROVIDER_ERROR : AGENT_ERROR;
}
