/// <reference path="../contract/platform.d.ts" />
