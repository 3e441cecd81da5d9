### What stands in the page's place where its program cannot run (frontend/plain).

plain-none = このブラウザには、Gridcastの動作に必要なWebAssemblyがありません。
plain-old = このブラウザのWebAssemblyは古く、Gridcastを動かせません。
plain-file = このページのファイルが欠けているか、壊れて届きました：{ $file }。ページを再読み込みしてください。直らない場合は、サイト側の修復が必要です。
plain-browsers = Gridcastの対象は{ $browsers }です。今ある内容を文字で示します。
plain-delayed = TV遅延が設定されている間は、順位表をここに表示しません。テレビより先の内容になるためです。

## Heads of columns, and what lapped cars are behind by

plain-place = 順位
plain-driver = ドライバー
plain-gap = 差
plain-time = タイム
plain-lap = ラップ
plain-laps = 周回数
plain-points = ポイント
plain-one-lap-behind = 1周
plain-laps-behind = { $laps }周
