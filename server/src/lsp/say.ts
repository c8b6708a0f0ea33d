/** Messages to the user, as notifications: nothing waits for them to be read. */
import { type Connection, type MessageType, ShowMessageNotification } from 'vscode-languageserver';

/** Shows a message; a connection that is gone is no error. */
export const say = (connection: Connection, type: MessageType, message: string): void => {
  connection.sendNotification(ShowMessageNotification.type, { type, message }).catch(() => undefined);
};
