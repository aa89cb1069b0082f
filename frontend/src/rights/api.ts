import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { withQuery } from "../api/addresses";
import { ask } from "../api/client";
import { beginHere } from "../api/begun";
import { follow } from "../api/jobs";
import { all } from "../api/pages";
import type { components } from "../api/schema";
import type { Job, Page } from "../api/types";
import { language } from "../app/words";

type Schemas = components["schemas"];
type Told<Body> = Body extends (infer Row)[] ? Told<Row>[] : Body extends object ? { [Name in keyof Body]-?: Told<Exclude<Body[Name], undefined>> } : Body;

export type Template = Told<Schemas["TemplateShape"]>;
export type Standing = Told<Schemas["StandingShape"]>;
export type Conflict = Standing["conflicts"][number];
export type TermsAct = Told<Schemas["TermsAct"]>;
export type Answer = Told<Schemas["AnswerShape"]>;
export type Grant = Told<Schemas["GrantShape"]>;
export type Holdings = Told<Schemas["HoldingsShape"]>;
export type Sheet = Told<Schemas["SheetShape"]>;
export type Parts = Told<Schemas["PartsShape"]>;
export type Books = Told<Schemas["BooksShape"]>;
export type StatementRow = Told<Schemas["StatementRow"]>;
export type Statement = Told<Schemas["StatementShape"]>;
export type StatementLine = Statement["lines"][number];
export type Why = Told<Schemas["WhyShape"]>;
export type Columns = Told<Schemas["ColumnsShape"]>;
export type Mapping = Columns["mapping"];
export type Imported = Told<Schemas["ImportedShape"]>;
export type Held = Told<Schemas["HeldShape"]>;
export type Receivable = Told<Schemas["ReceivableShape"]>;
export type ClaimRow = Told<Schemas["ClaimShape"]>;
export type Month = Told<Schemas["MonthShape"]>;
export type Balance = Told<Schemas["BalanceShape"]>;
export type Payout = Told<Schemas["PayoutShape"]>;
export type Ran = Told<Schemas["RanShape"]>;
export type Action = Schemas["QuestionWish"]["action"];
export type Question = Schemas["QuestionWish"];
export type GrantWish = Schemas["GrantWish"];

export const ACTIONS = [
  "use", "reproduce", "distribute", "present", "adapt", "commercialise", "ai-training", "ai-input", "ai-derivative", "text-and-data-mining", "search",
] as const satisfies readonly Action[];

const of = (work: string): string => `/works/${encodeURIComponent(work)}`;
const RIGHTS = "rights";
const MONEY = "money";

export const receiptOf = (grant: string): string => `/api/grants/${encodeURIComponent(grant)}/receipt`;
export const statementFile = (party: string, period: string, currency: string, format: "pdf" | "csv"): string =>
  `/api${withQuery(`/royalties/statements/${encodeURIComponent(party)}/${period}/file`, { format, currency, lang: language() })}`;

export const useTemplates = (enabled = true): UseQueryResult<Template[]> =>
  useQuery({ queryKey: [RIGHTS, "licences", language()], queryFn: ({ signal }) => all<Template>("/licences", {}, signal), staleTime: Infinity, enabled });

export const useStanding = (work: string): UseQueryResult<Standing> =>
  useQuery({ queryKey: [RIGHTS, "terms", work, language()], queryFn: ({ signal }) => ask<Standing>(`${of(work)}/terms`, { signal }) });

export const useTermsActs = (work: string): UseQueryResult<TermsAct[]> =>
  useQuery({ queryKey: [RIGHTS, "acts", work], queryFn: ({ signal }) => all<TermsAct>(`${of(work)}/terms/acts`, {}, signal) });

/** The answer to a question; it is asked again as the question changes. */
export const useAnswer = (work: string, question: Question): UseQueryResult<Answer> =>
  useQuery({
    queryKey: [RIGHTS, "answer", work, question, language()],
    queryFn: ({ signal }) => ask<Answer>(`${of(work)}/questions`, { method: "POST", body: question, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    meta: { quiet: true },
  });

export const useGrants = (work: string): UseQueryResult<Grant[]> =>
  useQuery({ queryKey: [RIGHTS, "grants", work, language()], queryFn: ({ signal }) => all<Grant>(`${of(work)}/grants`, {}, signal) });

export const useHoldings = (work: string): UseQueryResult<Holdings> =>
  useQuery({ queryKey: [RIGHTS, "holdings", work, language()], queryFn: ({ signal }) => ask<Holdings>(`${of(work)}/holdings`, { signal }) });

export const useSheets = (work: string): UseQueryResult<Sheet[]> =>
  useQuery({ queryKey: [RIGHTS, "sheets", work, language()], queryFn: ({ signal }) => all<Sheet>(`${of(work)}/sheets`, {}, signal) });

export const useSheetsIn = (slug: string): UseQueryResult<Sheet[]> =>
  useQuery({ queryKey: [RIGHTS, "sheets-in", slug, language()], queryFn: ({ signal }) => all<Sheet>(`/projects/${encodeURIComponent(slug)}/sheets`, {}, signal) });

export const useSheetsWaiting = (party: string | undefined): UseQueryResult<Sheet[]> =>
  useQuery({
    queryKey: [RIGHTS, "waiting", party, language()],
    queryFn: ({ signal }) => all<Sheet>("/sheets", { waiting: party }, signal),
    enabled: party !== undefined,
  });

export const useParts = (): UseQueryResult<Parts> => useQuery({ queryKey: [RIGHTS, "parts", language()], queryFn: ({ signal }) => ask<Parts>("/parts", { signal }) });

/** A change of rights: everything that follows from them is read again. */
function useRightsChange<Answered, Wish>(send: (wish: Wish) => Promise<Answered>): UseMutationResult<Answered, Error, Wish> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [RIGHTS] });
      await queries.invalidateQueries({ queryKey: ["acts"] });
      await queries.invalidateQueries({ queryKey: ["parties"] });
    },
  });
}

export const useStateTerms = (work: string) => useRightsChange<Standing, Schemas["TermsWish"]>((body) => ask(`${of(work)}/terms`, { method: "POST", body }));
export const useOffer = (work: string) => useRightsChange<Standing, Schemas["OfferWish"]>((body) => ask(`${of(work)}/offers`, { method: "POST", body }));
export const usePermit = () =>
  useRightsChange<Standing, Schemas["PermissionWish"] & { work: string }>(({ work, ...body }) => ask(`${of(work)}/permissions`, { method: "POST", body }));
export const useRenew = (work: string) => useRightsChange<Standing, Schemas["RenewalWish"]>((body) => ask(`${of(work)}/renewals`, { method: "POST", body }));
export const useApprove = (work: string) => useRightsChange<Standing, Schemas["ApprovalWish"]>((body) => ask(`${of(work)}/approvals`, { method: "POST", body }));
export const useReport = () =>
  useRightsChange<Grant, { grant: string; units?: number; revenue?: number }>(({ grant, ...body }) => ask(`/grants/${encodeURIComponent(grant)}/reports`, { method: "POST", body }));
export const useWithdraw = (work: string) => useRightsChange<Standing, Schemas["WithdrawalWish"]>((body) => ask(`${of(work)}/withdrawals`, { method: "POST", body }));
export const useDispute = (work: string) => useRightsChange<Standing, { because: string }>((body) => ask(`${of(work)}/disputes`, { method: "POST", body }));
export const useSettle = (work: string) => useRightsChange<Standing, { because: string }>((body) => ask(`${of(work)}/settlements`, { method: "POST", body }));
export const useGrant = (work: string) => useRightsChange<Grant, GrantWish>((body) => ask(`${of(work)}/grants`, { method: "POST", body }));
export const usePropose = (work: string) => useRightsChange<Sheet, Schemas["SheetWish"]>((body) => ask(`${of(work)}/sheets`, { method: "POST", body }));
export const useSign = () =>
  useRightsChange<Sheet, Sheet>((sheet) => ask(`/sheets/${sheet.sheet}/signatures`, { method: "POST", body: { digest: sheet.digest } }));
export const useRefuseSheet = () =>
  useRightsChange<Sheet, { sheet: string; because: string }>(({ sheet, because }) => ask(`/sheets/${sheet}/refusals`, { method: "POST", body: { because } }));

/** The editions of a design that are missing, made as a job. */
export function useMakeEditions(): UseMutationResult<Job, Error, string> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (work) => ask<Job>(`${of(work)}/editions`, { method: "POST" }),
    onSuccess: (job) => {
      beginHere(job.id);
      follow(queries, job);
    },
  });
}

export const useBooks = (): UseQueryResult<Books> => useQuery({ queryKey: [MONEY, "books"], queryFn: ({ signal }) => ask<Books>("/royalties", { signal }) });

export const useStatementRows = () =>
  useInfiniteQuery({
    queryKey: [MONEY, "rows", language()],
    queryFn: ({ pageParam, signal }) => ask<Page<StatementRow>>(withQuery("/royalties/statements", { cursor: pageParam, limit: 100 }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const useStatements = (party: string, period: string): UseQueryResult<Statement[]> =>
  useQuery({
    queryKey: [MONEY, "statement", party, period, language()],
    queryFn: ({ signal }) => ask<Statement[]>(`/royalties/statements/${encodeURIComponent(party)}/${encodeURIComponent(period)}`, { signal }),
  });

export const useWhy = (line: string | undefined): UseQueryResult<Why> =>
  useQuery({ queryKey: [MONEY, "why", line, language()], queryFn: ({ signal }) => ask<Why>(`/royalties/lines/${line ?? ""}`, { signal }), enabled: line !== undefined });

export const useHeld = (): UseQueryResult<Held[]> =>
  useQuery({ queryKey: [MONEY, "held", language()], queryFn: ({ signal }) => all<Held>("/royalties/held", {}, signal) });

export const useReceivables = (): UseQueryResult<Receivable[]> =>
  useQuery({ queryKey: [MONEY, "owed", language()], queryFn: ({ signal }) => all<Receivable>("/royalties/receivables", {}, signal) });

export const useClaims = (): UseQueryResult<ClaimRow[]> =>
  useQuery({ queryKey: [MONEY, "claims", language()], queryFn: ({ signal }) => all<ClaimRow>("/royalties/claims", {}, signal) });

export const useMonths = (): UseQueryResult<Month[]> => useQuery({ queryKey: [MONEY, "months"], queryFn: ({ signal }) => all<Month>("/royalties/months", {}, signal) });

export const useBalances = (): UseQueryResult<Balance[]> =>
  useQuery({ queryKey: [MONEY, "balances", language()], queryFn: ({ signal }) => all<Balance>("/royalties/parties", {}, signal) });

export const payoutFile = (file: string): string => `/api/royalties/payouts/${encodeURIComponent(file)}`;

function useMoneyChange<Answered, Wish>(send: (wish: Wish) => Promise<Answered>): UseMutationResult<Answered, Error, Wish> {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: [MONEY] }) });
}

export const lookAtUsage = (file: File, source: string): Promise<Columns> =>
  ask<Columns>(withQuery("/royalties/usage/columns", { source, name: file.name }), { method: "POST", raw: file });

export const useBringUsage = () =>
  useMoneyChange<Imported, { file: File; mapping: Mapping; correct: boolean }>(({ file, mapping, correct }) =>
    ask(withQuery("/royalties/usage", { source: mapping.source, name: file.name, mapping: JSON.stringify(mapping), correct: correct ? "true" : undefined }), { method: "POST", raw: file }),
  );
export const useRun = () => useMoneyChange<Ran, { period?: string | null }>((body) => ask("/royalties/runs", { method: "POST", body }));
export const useReceive = () => useMoneyChange<Receivable, Schemas["ReceiptWish"]>((body) => ask("/royalties/receipts", { method: "POST", body }));
export const useLetGo = () =>
  useMoneyChange<unknown, { work: string; because: string }>(({ work, because }) => ask(`/royalties/works/${encodeURIComponent(work)}/releases`, { method: "POST", body: { because } }));
export const useClose = () => useMoneyChange<unknown, { period: string }>((body) => ask("/royalties/closings", { method: "POST", body }));
export const useSetAccount = () =>
  useMoneyChange<Balance, Schemas["AccountWish"] & { party: string }>(({ party, ...body }) => ask(`/royalties/parties/${encodeURIComponent(party)}/account`, { method: "PUT", body }));
export const useDisputeParty = () =>
  useMoneyChange<Balance, Schemas["PartyDispute"] & { party: string }>(({ party, ...body }) => ask(`/royalties/parties/${encodeURIComponent(party)}/disputes`, { method: "POST", body }));
export const usePay = () => useMoneyChange<Payout, Schemas["PayoutWish"]>((body) => ask("/royalties/payouts", { method: "POST", body }));
export const useDecideHeld = () =>
  useMoneyChange<unknown, Schemas["HeldDecision"]>((body) => ask("/royalties/held/decisions", { method: "POST", body }));
