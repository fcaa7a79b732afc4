/**
 * The verdict as a life-cycle message of the French reform: UN/CEFACT CDAR D22B, profile CDV.
 *
 * One message a document: status 200 deposited, 213 rejected or 501 inadmissible; under a refusal one detail a
 * rejection, with its code, a text of at most 250 characters, what to do, notes that tell cause, place, change and
 * proof of each finding, and the findings as characteristics: term, path, value found (DIV), value expected (DVA)
 * and the value of a proven change (MAJ). It is made from the verdict and the document alone, so its times are
 * those of the day judged.
 */
import { parseTree } from '#engine'
import {
	actionOf,
	businessTerms,
	type ExplainedFinding,
	type Lang,
	type Patch,
	type ReasonCode,
	type Rejection,
	reasons,
	recognise,
	titleOf,
	type Verdict,
	valuesOf,
} from '#rules'
import { remedyOf } from './remedy.ts'
import type { Rendering, Report } from './report.ts'
import { colon, words } from './words.ts'

const uncefact = 'urn:un:unece:uncefact:data:standard'

/** An element: name with attributes, then text or children; undefined children are left out. */
type Xml = string | undefined
const escaped = (text: string): string =>
	text
		.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
		.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]!)
const leaf = (name: string, text: string | undefined, attributes = ''): Xml =>
	text === undefined || text === '' ? undefined : `<${name}${attributes}>${escaped(text)}</${name}>`
const node = (name: string, ...children: readonly Xml[]): Xml => {
	const held = children.filter((child) => child !== undefined)
	return held.length === 0 ? undefined : `<${name}>${held.join('')}</${name}>`
}

/** What the message says of the invoice beside its verdict. */
interface Addressed {
	readonly type?: string
	readonly siren?: string
	readonly address?: string
}

function addressed(text: string | undefined): Addressed {
	if (text === undefined) return {}
	const { tree, failure } = parseTree(text)
	if (failure !== undefined) return {}
	const { syntax, node: invoice } = recognise(tree)
	if (syntax === undefined) return {}
	const first = (id: 'BT-3' | 'BT-30' | 'BT-34'): string | undefined => valuesOf(tree, invoice, syntax, id)[0]
	const [type, siren, address] = [first('BT-3'), first('BT-30'), first('BT-34')]
	return {
		...(type !== undefined && { type }),
		...(siren !== undefined && { siren }),
		...(address !== undefined && { address }),
	}
}

const statuses = {
	accepted: { code: '200', label: 'Déposée', status: '10' },
	rejected: { code: '213', label: 'Rejetée', status: '8' },
	inadmissible: { code: '501', label: 'Irrecevable', status: '8' },
	undecided: { code: '501', label: 'Irrecevable', status: '8' },
} as const

/** Codes of a whole flow, under the code of a file that means the same. */
const fileCodes: Readonly<Record<string, string>> = {
	IRR_TAILLE: 'IRR_TAILLE_F',
	IRR_UNCITE: 'IRR_NOM_F',
	IRR_VIDE: 'IRR_VIDE_F',
	IRR_FORM: 'IRR_NOM_F',
	IRR_TYPE: 'IRR_TYPE_F',
	IRR_EXTRAC: 'IRR_SYNTAX',
}

function message(verdict: Verdict, rendering: Rendering): string {
	const { invoice, asOf } = verdict
	const status = statuses[verdict.verdict]
	const refused = verdict.verdict !== 'accepted'
	const about = addressed(rendering.text)
	const day = asOf.replaceAll('-', '')
	const at = `${day}000000`
	const name = verdict.source.split(/[\\/]/).at(-1) ?? verdict.source
	const number = status.code === '501' ? name : (invoice?.number ?? name)
	const time = (tag: string): Xml => node(tag, leaf('udt:DateTimeString', at, ' format="204"'))
	const issued = invoice?.issueDate?.replaceAll('-', '')
	const told = refused ? refusalsOf(verdict) : noticesOf(verdict)
	const details = told.map((rejection, index) => detail(verdict, rejection, index + 1, rendering))
	return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossDomainAcknowledgementAndResponse xmlns:rsm="${uncefact}:CrossDomainAcknowledgementAndResponse:100" xmlns:ram="${uncefact}:ReusableAggregateBusinessInformationEntity:100" xmlns:qdt="${uncefact}:QualifiedDataType:100" xmlns:udt="${uncefact}:UnqualifiedDataType:100">${[
		node(
			'rsm:ExchangedDocumentContext',
			node('ram:BusinessProcessSpecifiedDocumentContextParameter', leaf('ram:ID', 'REGULATED')),
			node(
				'ram:GuidelineSpecifiedDocumentContextParameter',
				leaf('ram:ID', 'urn.cpro.gouv.fr:1p0:CDV:invoice'),
			),
		),
		node(
			'rsm:ExchangedDocument',
			leaf('ram:ID', `${number}_${status.code}_${at}#${verdict.document.sha256.slice(0, 16)}`),
			time('ram:IssueDateTime'),
			node('ram:SenderTradeParty', leaf('ram:RoleCode', 'WK')),
			node('ram:IssuerTradeParty', leaf('ram:RoleCode', 'WK')),
			node(
				'ram:RecipientTradeParty',
				leaf('ram:GlobalID', about.siren, ' schemeID="0002"'),
				leaf('ram:Name', invoice?.seller),
				leaf('ram:RoleCode', about.address === undefined ? 'WK' : 'SE'),
				node('ram:URIUniversalCommunication', leaf('ram:URIID', about.address, ' schemeID="0225"')),
			),
		),
		node(
			'rsm:AcknowledgementDocument',
			node('ram:MultipleReferencesIndicator', leaf('udt:Indicator', 'false')),
			leaf('ram:TypeCode', '305'),
			time('ram:IssueDateTime'),
			node(
				'ram:ReferenceReferencedDocument',
				leaf('ram:IssuerAssignedID', number),
				leaf('ram:StatusCode', status.status),
				leaf('ram:TypeCode', about.type),
				issued !== undefined && /^\d{8}$/.test(issued)
					? node('ram:FormattedIssueDateTime', leaf('qdt:DateTimeString', issued, ' format="102"'))
					: undefined,
				leaf('ram:ProcessConditionCode', status.code),
				leaf('ram:ProcessCondition', status.label),
				node(
					'ram:IssuerTradeParty',
					leaf('ram:GlobalID', about.siren, ' schemeID="0002"'),
					leaf('ram:RoleCode', 'SE'),
				),
				...details,
			),
		),
	]
		.filter((part) => part !== undefined)
		.join('')}</rsm:CrossDomainAcknowledgementAndResponse>
`
}

type Detail = Pick<Rejection, 'code' | 'message' | 'findings' | 'rootCause'>

/**
 * A message has one status, and the reasons of that status alone: what else refuses an inadmissible file is told
 * under its first reason. Where nothing could be concluded there is no rejection, and yet a refusal gives its reason.
 */
function refusalsOf({ rejections, findings, verdict }: Verdict): readonly Detail[] {
	if (rejections.length === 0)
		return findings.flatMap(({ severity, message }, index) =>
			severity === 'fatal' ? [{ code: 'IRR_TYPE_F', message, findings: [index], rootCause: index }] : [],
		)
	const { code } = statuses[verdict]
	const [first, ...own] = rejections.filter(({ status }) => status === code)
	if (first === undefined) return rejections
	const others = rejections.filter(({ status }) => status !== code)
	return [{ ...first, findings: [...first.findings, ...others.flatMap((other) => other.findings)] }, ...own]
}

/** A deposited invoice whose recipient no platform receives for: it stays, and is not transmitted. */
function noticesOf({ findings }: Verdict): readonly Detail[] {
	return findings.flatMap(({ rule, message }, index) =>
		rule === 'DIRECTORY-02' ? [{ code: 'NON_TRANSMISE', message, findings: [index], rootCause: index }] : [],
	)
}

const waiting = {
	code: 'NOA',
	fr: 'Rien à corriger dans la facture.',
	en: 'Nothing to correct in the invoice.',
} as const

function detail(verdict: Verdict, rejection: Detail, number: number, { lang }: Rendering): Xml {
	const root = verdict.findings[rejection.rootCause]
	const action = rejection.code in reasons ? actionOf(rejection.code as ReasonCode) : waiting
	return node(
		'ram:SpecifiedDocumentStatus',
		leaf('ram:ReasonCode', fileCodes[rejection.code] ?? rejection.code),
		leaf('ram:Reason', shortened((root?.message ?? rejection.message)[lang])),
		leaf('ram:RequestedActionCode', action.code),
		leaf('ram:RequestedAction', shortened(`${action[lang]} ${root?.fix[lang] ?? ''}`.trim())),
		leaf('ram:SequenceNumeric', String(number)),
		...rejection.findings.flatMap((index) => notes(verdict, index, lang)),
		...rejection.findings.flatMap((index) => characteristics(verdict.findings[index]!, lang)),
	)
}

/** Notes of a finding, each with its kind as code and the rule that it is about. */
function notes(verdict: Verdict, index: number, lang: Lang): Xml[] {
	const { rule } = verdict.findings[index]!
	return remedyOf(verdict, index, lang).map(({ kind, text }) =>
		node(
			'ram:IncludedNote',
			leaf('ram:ContentCode', kind.toUpperCase()),
			leaf('ram:Content', `${rule}${colon(lang)} ${text}`),
		),
	)
}

/** The value at fault, the one expected where it is known, and the one that a proven change puts there. */
function characteristics(
	{ rule, terms, location, found, expected, fix }: ExplainedFinding,
	lang: Lang,
): Xml[] {
	const term = terms[0]
	const known = term === undefined ? undefined : businessTerms.get(term)
	const value = (kind: 'DIV' | 'DVA' | 'MAJ', text: string | undefined, path = location.path): Xml =>
		node(
			'ram:SpecifiedDocumentCharacteristic',
			leaf('ram:ID', term ?? rule),
			leaf('ram:TypeCode', kind),
			kind === 'MAJ' ? node('ram:ValueChangedIndicator', leaf('udt:Indicator', 'true')) : undefined,
			leaf('ram:Name', known === undefined ? rule : titleOf(known)[lang]),
			kind === 'MAJ' ? leaf('ram:Description', announced(fix.patch, lang)) : undefined,
			leaf('ram:Location', path),
			leaf('ram:Value', text),
		)
	const edits = fix.patch?.edits ?? []
	return [
		value('DIV', found),
		expected === undefined ? undefined : value('DVA', expected),
		...edits.map(({ op, location: { path }, value: text }) =>
			op === 'set-text' ? value('MAJ', text, path) : undefined,
		),
	]
}

/** What the change touches, first, and whether it was proven. */
function announced(patch: Patch | undefined, lang: Lang): string | undefined {
	if (patch === undefined) return undefined
	return `${patch.announces?.[lang] ?? ''} ${words[lang][patch.heals ? 'proven' : 'partly'][0]}`.trim()
}

/** MDT-114 holds 250 characters. */
function shortened(text: string): string {
	const characters = [...text]
	return characters.length <= 250 ? text : `${characters.slice(0, 249).join('')}…`
}

export const cdar: Report = { name: 'cdar', one: message }
