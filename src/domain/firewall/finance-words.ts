/**
 * Words of questions and answers about money, markets and filings. A text that has one is about its
 * subject; the report of a failed call has none. Words that programs use as well (account, credit,
 * balance, rate, limit, key, token, service) are left out.
 */
const FINANCE_WORDS = new Set(
  `accrual accrued acquired acquirer acquisition acquisitions adjusted advance aggregate alpha amortisation amortization
  amortized amount amounts analyst analysts annual annualised annualized annuity appraisal arbitrage asset assets
  audit audited auditor auction auctions bank bankers banking bankrupt bankruptcy banks barrel beta bearish bid bids
  bitcoin board bond bondholder bondholders bonds book borrow borrower borrowers borrowing brent broker brokers bullish
  business businesses buy buyback buyer buyers buying calculate calculated calculation candle candles capex capital
  card cardholder cards cash cashier ceo cfo chapter cheque client's collateral commodity commodities companies company
  company's compute consideration consumer consumers convexity copper corporate cost costs counterparty coupon coupons covenant
  covenants credit-default creditor creditors crypto currency currencies customer customers debt debtor debtors
  default defaulted defaults deficit deflation delta demandable depositor depositors depreciation derivative derivatives
  dilution director directors disclosed disclosure discounted dividend dividends dollar dollars downgrade drawdown duration
  earnings ebit ebitda economy employees employer eps equities equity estimate estimated euro euros exchange exchange's
  exchanges exercise exposure factoring farm fed federal fee fees figure figures filing filings financial financing firm
  firms fiscal floating footnote forecast forecasts foreclosure forward franchise fund funding funds futures gain gains
  gamma gdp goods goodwill gross growth guarantor hedge hedged hedging hold holders holdings holding impairment import
  imports income index indicator indicators industry inflation insider insolvency insolvent insurance insured insurer
  insurers interest inventory invest invested investment investments investor investors invoice invoices issuance
  issuer issuer's issuers factor factors contribution contributions parameter-risk freight tariff segment indenture exports deposits shipment carrier carriers uncertainty processors item items landlord lawsuit lease leases leverage liabilities liability libor liquid liquidation
  liquidity litigation loan loans loss losses maker makers management manager margin margins market markets matures
  maturities maturity merger mergers mine minority mortgage mortgages municipal nasdaq negative net nominal nonpayment note notes notional
  obligation obligations obligor offering offtake oil opec option options order orders outflow outstanding overdraft overheads
  owed ownership paid-in par parent partner partners payable payables payer payers payout payouts pension percentage
  pipeline plant plants policyholder portfolio position positions positive premium premiums price prices pricing principal
  product profit profits profitability projected property propertys prospectus provision put puts quarter
  quarters quote quoted quotes ratio ratios real receipt receivable receivables recession redemption refund regulator regulators reit
  rents repayment repo reserve reserves residual restatement retail retailer revenue revenues rho risk risks royalty sale sales
  salary scenario sec sector securities security's seller sellers selling settlement share shareholder shareholders shares
  short-sale sold solvency sovereign spread spreads stock stocks store stores strike structure subsidiaries subsidiary supplier
  suppliers supply surplus swap swaps swaption tax taxes taxpayer tenor terminal-value ticker tickers trade traded trader traders trades
  trading tranche treasuries treasury underlying's underwriter unemployment uncollectible valuation variance vega vendors venture volatility voting vwap waiver wages warrant warrants withdrawal working-capital write-down write-off writedown yield
  yields yuan 10-k 10-q merchant merchants lender lenders bureau mall malls ltv wacc npv irr roe roa dcf peg p/e ipo spac etf etfs cds
  clo mbs abs otc fx bps theta straddle strangle collar expiry expiration moneyness black-scholes monte carlo fasb gaap ifrs asc
  hypothesis regression coefficient correlation theorem formula equation payments transfer transfers transaction transactions settle
  settled cleared clearing clearinghouse custodian escrow statement statements borrower's obligor's tenant's deal deals takeover bidder bidders`.split(
    /\s+/,
  ),
);

/** What an agent says about the material it was given, or its work on it: a finding, if a poor one. */
const FINDINGS =
  /\b(?:i (?:\w+ ){0,5}(?:find|found|verify|locate|identify|confirm|tell|say|know|recall|recommend|decide|solve|agree|access to real)\b|because (?:the|this|your) (?:question|task|problem)|document|documents|passage|passages|paragraph|table|tables|excerpt|transcript|chart|dataset|spreadsheet|appendix|section \w|(?:provided|given|available|supplied|above|necessary|sufficient|enough|required|relevant|specific|following) (?:information|data|context|text|details?|inputs?|values?|content|material)|(?:information|data|context|text|details) (?:provided|given|available|supplied|needed|required|above)|in the (?:text|context|data|question)|premise|assumptions?|hypothes[ei]s|evidence|insufficient (?:data|information|evidence|detail)|(?:determine|determined|compute|calculate|derive|derived|infer|inferred|conclude|estimate|answer(?:ed|ing)?) (?:whether|which|if|the|this from|from (?!the (?:model|llm|provider|server|api|agent)\b)|based)|based on|according to|depends? on)\b/;

const HOLD_ON = /\bhold (?:on|tight)\b/;

/** Whether words are about money, a market or the material of a question. */
export const isAboutFinance = (spoken: string, words: readonly string[]): boolean =>
  words.some((word) => FINANCE_WORDS.has(word) && !(word === 'hold' && HOLD_ON.test(spoken))) ||
  FINDINGS.test(spoken);
