/**
 * What each VAT category asks of an invoice, by the letters that its rules have in their ids.
 *
 * BR-IG and BR-IP are what BR-AF and BR-AG were called before.
 */
import type { Wording } from '../wording.ts'
import { say } from './entry.ts'

export interface Category {
	readonly code: string
	readonly name: Wording
	/** Which rate its lines, allowances and charges have. */
	readonly rate: 'positive' | 'any' | 'zero' | 'none'
	/** Whether its breakdown says why no VAT is due. */
	readonly reason: 'required' | 'forbidden'
	/** One breakdown for each rate, or one in all. */
	readonly perRate: boolean
	/** Who must (or must not) show a VAT identifier. */
	readonly parties: 'seller' | 'seller-vat' | 'reverse' | 'both-vat' | 'nobody'
	readonly why: Wording
}

const categories: Readonly<Record<string, Category>> = {
	S: {
		code: 'S',
		name: say('« taux normal ou réduit » (S)', '“standard or reduced rate” (S)'),
		rate: 'positive',
		reason: 'forbidden',
		perRate: true,
		parties: 'seller',
		why: say('La catégorie S désigne une opération taxée.', 'Category S stands for a taxed supply.'),
	},
	Z: {
		code: 'Z',
		name: say('« taux zéro » (Z)', '“zero rate” (Z)'),
		rate: 'zero',
		reason: 'forbidden',
		perRate: false,
		parties: 'seller',
		why: say(
			'La catégorie Z désigne une opération taxée au taux de 0 %.',
			'Category Z stands for a supply taxed at 0 %.',
		),
	},
	E: {
		code: 'E',
		name: say('« exonération » (E)', '“exemption” (E)'),
		rate: 'zero',
		reason: 'required',
		perRate: false,
		parties: 'seller',
		why: say(
			'La catégorie E désigne une opération exonérée de TVA.',
			'Category E stands for a supply exempt from VAT.',
		),
	},
	AE: {
		code: 'AE',
		name: say('« autoliquidation » (AE)', '“reverse charge” (AE)'),
		rate: 'zero',
		reason: 'required',
		perRate: false,
		parties: 'reverse',
		why: say(
			'En autoliquidation (AE), c’est l’acheteur qui déclare et paye la TVA.',
			'Under reverse charge (AE), the buyer declares and pays the VAT.',
		),
	},
	IC: {
		code: 'K',
		name: say('« livraison intracommunautaire » (K)', '“intra-community supply” (K)'),
		rate: 'zero',
		reason: 'required',
		perRate: false,
		parties: 'both-vat',
		why: say(
			'Une livraison à une entreprise d’un autre pays de l’Union (K) est exonérée dans le pays de départ.',
			'A supply to a business in another country of the Union (K) is exempt where it leaves from.',
		),
	},
	G: {
		code: 'G',
		name: say('« exportation hors de l’Union » (G)', '“export outside the Union” (G)'),
		rate: 'zero',
		reason: 'required',
		perRate: false,
		parties: 'seller-vat',
		why: say(
			'Une exportation hors de l’Union européenne (G) n’est pas taxée au départ.',
			'An export out of the European Union (G) is not taxed where it leaves from.',
		),
	},
	O: {
		code: 'O',
		name: say('« hors du champ de la TVA » (O)', '“outside the scope of VAT” (O)'),
		rate: 'none',
		reason: 'required',
		perRate: false,
		parties: 'nobody',
		why: say(
			'La catégorie O désigne une opération à laquelle la TVA ne s’applique pas du tout.',
			'Category O stands for something to which VAT does not apply at all.',
		),
	},
	AF: {
		code: 'L',
		name: say('« IGIC des îles Canaries » (L)', '“Canary Islands IGIC” (L)'),
		rate: 'any',
		reason: 'forbidden',
		perRate: true,
		parties: 'seller',
		why: say(
			'La catégorie L désigne l’impôt des îles Canaries (IGIC), qui tient lieu de TVA.',
			'Category L stands for the Canary Islands tax (IGIC), which takes the place of VAT.',
		),
	},
	AG: {
		code: 'M',
		name: say('« IPSI de Ceuta et Melilla » (M)', '“Ceuta and Melilla IPSI” (M)'),
		rate: 'any',
		reason: 'forbidden',
		perRate: true,
		parties: 'seller',
		why: say(
			'La catégorie M désigne l’impôt de Ceuta et Melilla (IPSI), qui tient lieu de TVA.',
			'Category M stands for the tax of Ceuta and Melilla (IPSI), which takes the place of VAT.',
		),
	},
}

const formerly: Readonly<Record<string, string>> = { IG: 'AF', IP: 'AG' }

/** What the category of a rule of these families asks; undefined for other rules. */
export function categoryOf(rule: string): Category | undefined {
	const letters = /^BR-([A-Z]+)-\d\d$/.exec(rule)?.[1] ?? ''
	return categories[formerly[letters] ?? letters]
}
