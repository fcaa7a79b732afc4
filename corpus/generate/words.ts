/**
 * Names, places and goods that invoices are made of; all invented, towns and rates apart.
 *
 * Goods: name, unit (UN/ECE 20), least and highest price in cents, rate in hundredths of a percent.
 */

import { luhnDigit } from './identifiers.ts'

export const pick = <T>(items: readonly T[], n: number): T => items[n % items.length]!

export type Goods = readonly [name: string, unit: string, least: number, most: number, rate: number]

export interface Trade {
	readonly name: string
	/** G goods, S services. */
	readonly kind: 'G' | 'S'
	readonly goods: readonly Goods[]
	readonly exempt?: readonly (readonly [name: string, unit: string, least: number, most: number])[]
	/** Article of the tax code under which some of it is exempt. */
	readonly exemption?: { readonly code: string; readonly reason: string }
}

export const trades: readonly Trade[] = [
	{
		name: 'Bureau',
		kind: 'G',
		goods: [
			['Chaise de bureau pivotante', 'C62', 8_900, 42_000, 2000],
			['Ramette de papier A4, 500 feuilles', 'C62', 350, 790, 2000],
			['Cartouche d’encre noire', 'C62', 1_490, 8_900, 2000],
			['Lampe articulée', 'C62', 2_400, 11_900, 2000],
			['Carnet à spirale', 'C62', 120, 690, 2000],
			['Guide pratique du droit du travail', 'C62', 1_900, 6_500, 550],
			['Livraison à l’étage', 'C62', 1_500, 9_000, 2000],
		],
	},
	{
		name: 'Primeurs',
		kind: 'G',
		goods: [
			['Pommes de terre Charlotte', 'KGM', 95, 260, 550],
			['Tomates cœur de bœuf', 'KGM', 280, 620, 550],
			['Œufs fermiers, plateau de 30', 'C62', 620, 1_190, 550],
			['Jus de pomme', 'LTR', 160, 420, 550],
			['Cidre brut', 'LTR', 290, 680, 2000],
			['Caisse consignée', 'C62', 300, 500, 2000],
		],
	},
	{
		name: 'Bâtiment',
		kind: 'S',
		goods: [
			['Pose de cloison, fournitures comprises', 'MTK', 3_200, 7_900, 2000],
			['Rénovation de toiture', 'MTK', 6_500, 18_000, 1000],
			['Isolation des combles', 'MTK', 2_200, 6_200, 550],
			['Main-d’œuvre de maçon', 'HUR', 3_600, 6_400, 2000],
			['Évacuation des gravats', 'TNE', 4_500, 14_000, 2000],
			['Peinture de façade', 'MTK', 1_800, 4_900, 1000],
		],
	},
	{
		name: 'Informatique',
		kind: 'S',
		goods: [
			['Développement sur mesure', 'DAY', 38_000, 92_000, 2000],
			['Maintenance applicative', 'MON', 45_000, 420_000, 2000],
			['Hébergement de serveurs', 'MON', 2_900, 89_000, 2000],
			['Assistance téléphonique', 'HUR', 5_500, 12_000, 2000],
			['Abonnement à la presse en ligne', 'MON', 900, 4_900, 210],
		],
	},
	{
		name: 'Formation',
		kind: 'S',
		goods: [
			['Conseil en organisation', 'DAY', 65_000, 140_000, 2000],
			['Impression des supports', 'C62', 350, 2_900, 2000],
			['Manuel du stagiaire', 'C62', 1_200, 4_500, 550],
		],
		exempt: [
			['Formation à la sécurité', 'DAY', 42_000, 98_000],
			['Formation aux gestes de premiers secours', 'HUR', 4_500, 14_000],
		],
		exemption: {
			code: 'VATEX-FR-CGI261-4',
			reason: 'Formation professionnelle continue, exonérée : article 261, 4, 4° a du CGI',
		},
	},
	{
		name: 'Restauration',
		kind: 'S',
		goods: [
			['Déjeuner, menu du jour', 'C62', 1_450, 3_900, 1000],
			['Plateau-repas', 'C62', 1_290, 2_890, 1000],
			['Boissons alcoolisées', 'C62', 450, 3_900, 2000],
			['Location de salle', 'HUR', 6_000, 24_000, 2000],
		],
	},
	{
		name: 'Métallerie',
		kind: 'G',
		goods: [
			['Tube d’acier, six mètres', 'MTR', 410, 2_350, 2000],
			['Tôle galvanisée', 'MTK', 1_350, 5_200, 2000],
			['Vis inox, le cent', 'C62', 480, 2_900, 2000],
			['Portail battant', 'C62', 89_000, 340_000, 2000],
			['Découpe au laser', 'HUR', 5_900, 13_500, 2000],
		],
	},
	{
		name: 'Santé',
		kind: 'G',
		goods: [
			['Gants d’examen, boîte de cent', 'C62', 490, 1_190, 2000],
			['Compresses stériles', 'C62', 210, 890, 2000],
			['Fauteuil roulant', 'C62', 32_000, 148_000, 550],
			['Vaccin, dose', 'C62', 690, 4_900, 210],
		],
	},
]

export const firstWords = [
	'Atelier',
	'Comptoir',
	'Établissements',
	'Maison',
	'Société',
	'Compagnie',
	'Coopérative',
	'Les Fils de',
] as const
export const lastWords = [
	'des Tilleuls',
	'du Ponant',
	'Ferrand & Cie',
	'Lagarde',
	'de la Vallée',
	'du Vieux Port',
	'Kerguelen',
	'Morvan',
	'Saint-Éloi',
	'd’Armor',
	'« Le Cèdre »',
	'Bouvier',
	'des Trois Rivières',
	'Delmas',
] as const
export const forms = ['SAS', 'SARL', 'SA', 'SCOP', 'EURL', 'SNC'] as const

/** Town and postcode. */
export const towns = [
	['Angers', '49000'],
	['Lorient', '56100'],
	['Nantes', '44000'],
	['Paris', '75011'],
	['Lyon', '69007'],
	['Ajaccio', '20000'],
	['Saint-Denis', '97400'],
	['Bourg-en-Bresse', '01000'],
	['L’Haÿ-les-Roses', '94240'],
	['Fort-de-France', '97200'],
	['Le Mans', '72000'],
	['Sète', '34200'],
] as const
export const streets = [
	'rue des Tilleuls',
	'avenue de la République',
	'quai du Port',
	'impasse du Four',
	'boulevard Victor-Hugo',
	'chemin de l’Écluse',
	'place du 8-Mai-1945',
	'rue de l’Abbé-Grégoire',
] as const
export const people = [
	'Aline Berthelot',
	'Noé Castaing',
	'Zoé Le Guen',
	'Françoise Œillet',
	'Mathis Ben Salah',
	'Élodie N’Guyen',
] as const

export interface Abroad {
	readonly country: string
	readonly union: boolean
	readonly names: readonly string[]
	readonly towns: readonly (readonly [string, string])[]
	readonly street: string
	/** VAT number from eight digits; electronic address scheme of its numbers. */
	vat(digits: string): string
	readonly scheme: string
}

/** The check digits of a Belgian number are what 97 less the rest of the others by 97 gives. */
const belgian = (digits: string): string =>
	`BE0${digits.slice(0, 7)}${String(97 - (Number(digits.slice(0, 7)) % 97)).padStart(2, '0')}`

export const abroad: readonly Abroad[] = [
	{
		country: 'DE',
		union: true,
		names: ['Weidenhof Handels GmbH', 'Küstenbau AG', 'Grünwald & Söhne KG'],
		towns: [
			['Köln', '50667'],
			['Freiburg', '79098'],
		],
		street: 'Lindenstraße 14',
		vat: (digits) => `DE${digits}${Number(digits) % 10}`,
		scheme: '9930',
	},
	{
		country: 'BE',
		union: true,
		names: ['De Linde BV', 'Meuse Négoce SRL'],
		towns: [
			['Namur', '5000'],
			['Gent', '9000'],
		],
		street: 'rue du Pont 7',
		vat: belgian,
		scheme: '9925',
	},
	{
		country: 'ES',
		union: true,
		names: ['Olivares del Sur SL', 'Muebles Peñalara SA'],
		towns: [['Zaragoza', '50001']],
		street: 'Calle Mayor 21',
		vat: (digits) => `ESB${digits}`,
		scheme: '9920',
	},
	{
		country: 'IT',
		union: true,
		names: ['Officine del Lago Srl'],
		towns: [['Torino', '10121']],
		street: 'Via Garibaldi 3',
		vat: (digits) => {
			const number = `00${digits}`
			return `IT${number}${luhnDigit(number)}`
		},
		scheme: '0211',
	},
	{
		country: 'CH',
		union: false,
		names: ['Alpenblick Technik AG', 'Horlogerie du Lac SA'],
		towns: [['Lausanne', '1003']],
		street: 'Avenue de la Gare 5',
		vat: (digits) => `CHE1${digits}MWST`,
		scheme: '9927',
	},
	{
		country: 'US',
		union: false,
		names: ['Maple Ridge Trading Inc.'],
		towns: [['Portland', '97201']],
		street: '400 SW Alder Street',
		vat: () => '',
		scheme: '0060',
	},
]

export const notes = [
	['AAI', 'Marchandises livrées franco de port.'],
	['REG', 'Société immatriculée au RCS.'],
	['ABL', 'RCS et capital social : voir conditions générales.'],
	['SUR', 'Merci de rappeler le numéro de la facture lors du règlement.'],
	['TXD', 'Option pour le paiement de la taxe d’après les débits.'],
] as const

/** Subjects that every invoice between companies in France bears. */
export const dueNotes = [
	['PMT', 'Indemnité forfaitaire pour frais de recouvrement : 40 euros.'],
	['PMD', 'Pénalités de retard : trois fois le taux de l’intérêt légal.'],
	['AAB', 'Aucun escompte pour paiement anticipé.'],
] as const

export const allowances: readonly (readonly [code: string, reason: string])[] = [
	['95', 'Remise'],
	['100', 'Remise exceptionnelle'],
	['64', 'Accord particulier'],
	['41', 'Prime de fin d’année'],
]
export const charges: typeof allowances = [
	['FC', 'Frais de port'],
	['PC', 'Emballage'],
	['ABL', 'Petites fournitures'],
]
