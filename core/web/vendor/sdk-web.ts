export * from '@saola/sdk-web'
