/** Ed25519 keys and signatures of bundles, by node:crypto: keys are PEM files, a key's name is its fingerprint. */
import {
	createHash,
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	type KeyObject,
	sign,
	verify,
} from 'node:crypto'
import { Fault } from '#engine'

export interface Signature {
	/** Of the key that verifies: SPKI, base64. */
	readonly publicKey: string
	/** Base64. */
	readonly value: string
}

/** A new pair, as PEM: the private half signs and stays secret, the public half goes to those who verify. */
export function newKeys(): {
	readonly privateKey: string
	readonly publicKey: string
	readonly name: string
} {
	const { privateKey, publicKey } = generateKeyPairSync('ed25519')
	return {
		privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
		publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
		name: keyName(publicKey),
	}
}

/** `privateKey`: PEM. */
export function signed(bytes: Uint8Array, privateKey: string): Signature {
	const key = ed25519(() => createPrivateKey(privateKey), 'the private key')
	const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
	return { publicKey, value: sign(null, bytes, key).toString('base64') }
}

/** The key that signed; a Fault `bundle-refused` where the signature is not of these bytes. */
export function signer(bytes: Uint8Array, { publicKey, value }: Signature): KeyObject {
	const key = readPublicKey(publicKey)
	if (!verify(null, bytes, key, Buffer.from(value, 'base64')))
		throw new Fault('bundle-refused', `the signature by key ${keyName(key)} does not fit`)
	return key
}

/** PEM, or the base64 inside it. */
export function readPublicKey(text: string): KeyObject {
	const der = () => createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
	return ed25519(text.includes('-----BEGIN') ? () => createPublicKey(text) : der, 'the public key')
}

/** The first 16 hexadecimal digits of the SHA-256 of the public key (SPKI). */
export function keyName(key: KeyObject): string {
	const der = key.export({ format: 'der', type: 'spki' })
	return createHash('sha256').update(der).digest('hex').slice(0, 16)
}

function ed25519(read: () => KeyObject, what: string): KeyObject {
	let key: KeyObject
	try {
		key = read()
	} catch {
		throw new Fault('bundle-refused', `${what} cannot be read; a PEM file of an Ed25519 key is due`)
	}
	if (key.asymmetricKeyType !== 'ed25519')
		throw new Fault('bundle-refused', `${what} is of type ${key.asymmetricKeyType}, not Ed25519`)
	return key
}
