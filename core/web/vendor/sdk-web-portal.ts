export * from '@saola/sdk-web/portal'
