import { defineConfig } from 'vitest/config'

export default defineConfig({
	ssr: { resolve: { conditions: ['source'] } },
	test: {
		include: ['{engine,schematron,rules,server,corpus,bench}/**/*.test.ts', '*.test.ts'],
		execArgv: ['--conditions=source'],
		setupFiles: ['properties.ts'],
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
})
