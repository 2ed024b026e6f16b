import { marksAnswer } from './commitment.ts';
import { type Culprit, PROVIDER_ERROR } from './verdict.ts';

const TEXT_CHARS_MAX = 300;

/** What went wrong, and what the user should do or the regrets: a report has both. */
interface Language {
  readonly failed: RegExp;
  readonly advised: RegExp;
}

/** The questions are English and Chinese; so short a text in another language is no answer to them. */
const LANGUAGES: readonly Language[] = [
  {
    // German
    failed:
      /\b(?:fehler|problem|störung|wartung|überlastet|ausgelastet|nicht (?:verfügbar|erreichbar|möglich|beantwort\w+|verarbeit\w+)|fehlgeschlagen|zeitüberschreitung|unterbrochen|kontingent|abgelaufen)/i,
    advised: /\b(?:bitte|versuch\w*|später|entschuldig\w*|leider|erneut|nochmals?)\b/i,
  },
  {
    // French
    failed:
      /(?:erreur|problème|indisponible|surchargé|saturé|maintenance|impossible de (?:traiter|joindre|contacter|générer)|ne répond pas|échou\w+|interrompu|expiré|quota)/i,
    advised: /(?:veuillez|réessay\w+|plus tard|merci de|désolé|excus\w+|nouveau)/i,
  },
  {
    // Spanish and Portuguese
    failed:
      /(?:error|erro|problema|no disponible|tiempo de espera|agotado|indispon[ií]vel|sobrecargad\w|sobrecarregad\w|mantenimiento|manutenção|no (?:se )?pud\w+|não foi possível|interrumpid\w|interrompid\w|caducad\w|expirad\w|cuota|cota)\b/i,
    advised:
      /(?:int[ée]nt\w+|vuelva|unos minutos|por favor|m[áa]s tarde|mais tarde|tente|lo siento|disculp\w+|desculp\w+|lament\w+|de nuevo|novamente)/i,
  },
  {
    // Italian
    failed:
      /(?:errore|problema|non disponibile|sovraccaric\w|manutenzione|non (?:riesco|è stato possibile)|interrott\w|scadut\w|timeout|quota)/i,
    advised: /(?:riprova\w*|per favore|più tardi|scus\w+|dispiace|di nuovo|verifica\w*)/i,
  },
  {
    // Japanese
    failed:
      /エラー|問題|混み合って|混雑|利用できません|接続できません|失敗|タイムアウト|メンテナンス|上限|できませんでした/,
    advised: /もう一度|しばらく|後ほど|再試行|お試し|申し訳|ください|すみません/,
  },
  {
    // Korean
    failed: /오류|문제|실패|사용할 수 없|연결할 수 없|시간 ?초과|점검|초과|혼잡|없습니다/,
    advised: /다시 시도|나중에|잠시|죄송|주세요|바랍니다/,
  },
  {
    // Russian
    failed: /ошибк|недоступ|перегруж|не удалось|сбой|превышен|истек|прерван|неполадк/i,
    advised: /попробуйте|повтор|позже|пожалуйста|извините|к сожалению|приносим/i,
  },
];

const MATERIAL = /[\d%$€£¥]|\b(?:answer|the|of)\b|\p{Script=Han}{4}/iu;

/** The same as a product's report in English, with less said and so less to go by. */
export const culpritOfForeignReport = (text: string): Culprit | undefined =>
  text.length <= TEXT_CHARS_MAX &&
  !MATERIAL.test(text) &&
  !marksAnswer(text) &&
  LANGUAGES.some(({ failed, advised }) => failed.test(text) && advised.test(text))
    ? PROVIDER_ERROR
    : undefined;
