/**
 * What the queue's parts are called on a broker, in one place: several installations may share a broker by a
 * prefix of their own.
 *
 * Streams keep submissions until they are judged, verdicts by submission, and what could not be judged. Buckets
 * keep large payloads, the progress of groups, and which versions are in force.
 */
import { Fault } from '#engine'

export interface Names {
	readonly submissions: string
	readonly verdicts: string
	readonly dead: string
	/** Streams of submissions for canaries, and of what they found. */
	readonly copies: string
	readonly differences: string
	/** Consumers: the workers, and the one that counts the verdicts of groups. */
	readonly workers: string
	readonly counter: string
	readonly payloads: string
	/** Bucket of the large ones among the copies. */
	readonly copiedPayloads: string
	readonly groups: string
	readonly versions: string
	/** Subject of a submission; of a group's where it belongs to one. */
	submission(group?: string): string
	verdict(id: string, group?: string): string
	deadLetter(id: string): string
	copy(id: string): string
	difference(id: string): string
	/** Subject filters. */
	readonly every: {
		readonly submission: string
		readonly verdict: string
		readonly grouped: string
		readonly copy: string
		readonly difference: string
	}
	readonly everyDead: string
}

/** Ids stand in subjects and keys, where dots, blanks and wildcards have a meaning. */
const idForm = /^[\w-]{1,128}$/

export const isId = (id: string): boolean => idForm.test(id)

export function checkId(id: string, what = 'A submission id'): string {
	if (isId(id)) return id
	throw new Fault('usage', `${what} has 1 to 128 letters, digits, hyphens and underscores, not "${id}".`)
}

export function namesOf(prefix = 'recevable'): Names {
	checkId(prefix, 'A prefix')
	const upper = prefix.toUpperCase()
	return {
		submissions: `${upper}_SUBMISSIONS`,
		verdicts: `${upper}_VERDICTS`,
		dead: `${upper}_DEAD`,
		copies: `${upper}_COPIES`,
		differences: `${upper}_DIFFERENCES`,
		workers: `${prefix}-workers`,
		counter: `${prefix}-counter`,
		payloads: `${prefix}-payloads`,
		copiedPayloads: `${prefix}-copies`,
		groups: `${prefix}-groups`,
		versions: `${prefix}-versions`,
		submission: (group) =>
			group === undefined ? `${prefix}.submission.single` : `${prefix}.submission.group.${group}`,
		verdict: (id, group) =>
			group === undefined ? `${prefix}.verdict.single.${id}` : `${prefix}.verdict.group.${group}.${id}`,
		deadLetter: (id) => `${prefix}.dead.${id}`,
		copy: (id) => `${prefix}.copy.${id}`,
		difference: (id) => `${prefix}.difference.${id}`,
		every: {
			submission: `${prefix}.submission.>`,
			verdict: `${prefix}.verdict.>`,
			grouped: `${prefix}.verdict.group.>`,
			copy: `${prefix}.copy.>`,
			difference: `${prefix}.difference.>`,
		},
		everyDead: `${prefix}.dead.>`,
	}
}
