/** Platform rules on one document: the broken ones become remarks that hold the values they speak of. */
import type { Tree } from '#engine'
import type { Remark } from '../remark.ts'
import type { Recognition } from '../syntax.ts'
import { businessTerms } from '../terms/term.ts'
import type { Wording } from '../wording.ts'
import { compileCondition, type Facts } from './compile.ts'
import { documentFacts } from './facts.ts'
import { applying, type PlatformRules, scopeOf, severityOn } from './load.ts'
import type { PlatformRule } from './rule.ts'
import type { Surroundings } from './surroundings.ts'

export function checkPlatform(
	tree: Tree,
	recognition: Recognition,
	rules: PlatformRules,
	around: Surroundings,
): Remark[] {
	if (recognition.syntax === undefined) return []
	const { facts: known, nodeOf } = documentFacts(tree, recognition, around)
	const { direction, channel } = around.transport
	const broken = applying(rules, {
		asOf: around.asOf,
		scope: scopeOf(rules, known),
		...(direction !== undefined && { direction }),
		...(channel !== undefined && { channel }),
	})(known)
	return broken.map((rule) => {
		const shown = [rule.found, ...rule.terms].map((name) => (name === undefined ? 0 : nodeOf(name)))
		const node = shown.find((one) => one !== 0) ?? groupOf(rule, nodeOf) ?? recognition.node
		const said = rule.cases?.find(({ when }) => compileCondition(when, rules.named)(known))
		return remark({ ...rule, ...said }, known, around.asOf, node, tree)
	})
}

/** Where a term that is missing belongs: the nearest group that the document has. */
function groupOf(rule: PlatformRule, nodeOf: (fact: string) => number): number | undefined {
	for (const name of rule.terms) {
		let group = businessTerms.get(/^B[TG]-\d+/.exec(name)?.[0] ?? '')?.group
		for (; group !== undefined; group = businessTerms.get(group)?.group) {
			const node = nodeOf(group)
			if (node !== 0) return node
		}
	}
	return undefined
}

function remark(rule: PlatformRule, facts: Facts, asOf: string, node: number, tree: Tree): Remark {
	const found = rule.found === undefined ? undefined : facts(rule.found)
	return {
		kind: 'remark',
		node,
		rule: rule.id,
		ruleSet: 'platform',
		code: rule.reasonCode,
		stage: rule.stage,
		severity: severityOn(rule, asOf)!,
		terms: rule.terms.map((name) => /^B[TG]-\d+/.exec(name)?.[0] ?? name),
		location: tree.locate(node),
		message: filled(rule.message, facts),
		why: filled(rule.why, facts),
		fix: filled(rule.fix, facts),
		...(found !== undefined && found !== '' && { found: shownValue(found) }),
		...(rule.expected !== undefined && {
			expected: filled({ fr: rule.expected, en: rule.expected }, facts).en,
		}),
	}
}

function filled(wording: Wording, facts: Facts): Wording {
	const put = (text: string): string =>
		text.replace(/\{([^}]+)\}/g, (_, name: string) => shownValue(facts(name) ?? '–'))
	return { fr: put(wording.fr), en: put(wording.en) }
}

const shownValue = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value))
