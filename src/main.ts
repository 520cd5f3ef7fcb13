import { type Command, isUsageError, print, printError } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { readConfig } from './platform/config.ts';

const list = (all: readonly Command[]): string =>
  [
    'evenhand: fair shares when a good runs short',
    '',
    ...all.map(({ name, summary }) => `  evenhand ${name.padEnd(14)} ${summary}`),
    '',
    '  evenhand COMMAND --help tells how a command is called.',
  ].join('\n');

const main = async ([name, ...args]: string[]): Promise<number> => {
  const command = commands.find((each) => each.name === name);
  if (!command) {
    (name === undefined || name === '--help' || name === 'help' ? print : printError)(list(commands));
    return name === undefined || name === '--help' || name === 'help' ? 0 : 2;
  }
  if (args.includes('--help')) {
    print(command.usage);
    return 0;
  }
  try {
    return await command.run(args, readConfig(process.env));
  } catch (error) {
    if (isUsageError(error)) {
      printError(`${error.message}\n\n${command.usage}`);
      return 2;
    }
    printError(error instanceof Error ? error.message : String(error));
    if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) printError(error.stack ?? '');
    return 1;
  }
};

process.exitCode = await main(process.argv.slice(2));
