/** Whether a text stands on one line and can be written down as it is. */
export const isPlainText = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text);
