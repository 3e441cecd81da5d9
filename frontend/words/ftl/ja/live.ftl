### ライブページの言葉。短く、平明に、現在形で。

## フラッグ

flag-clear = トラッククリア
flag-yellow = イエローフラッグ
flag-double-yellow = ダブルイエロー
flag-safety-car = セーフティカー
flag-virtual = バーチャルセーフティカー
flag-red = レッドフラッグ
flag-finished = 終了
flag-ending = まもなく解除
flag-sector = セクター{ $sector }
flag-sectors = セクター{ $sectors }
flag-stopped = { $driver } 停止
flag-out = { $driver } リタイア

## ヘッダー

live-race = ライブレース
lap-grid = グリッド
lap-now = { NUMBER($lap) }周目
lap-of = / { NUMBER($laps) }周
phase-stopped = 中断
phase-not-begun = 開始前
phase-left = 残り
phase-finished = 終了
clock-at-track = 現地時間
air-and-track = 気温、路面
wind-with-rain = { $wind }、雨
past-races = 過去のレース
facts-turns = { NUMBER($turns) }コーナー
skip-to-board = 順位表へ移動

## 接続の状態

pill-offline = オフライン
pill-reconnecting = 再接続中
pill-connecting = 接続中
pill-connected = 接続済み
pill-no-race = レース開始前
pill-source-away = データ元なし
pill-ended = 終了
pill-incomplete = 一部欠落
pill-stalled = 停滞
pill-no-stream = ストリームなし
pill-positions-stopped = 位置情報停止
pill-no-positions = 位置情報なし
pill-positions-doubtful = 位置情報に疑い
pill-simulated = 模擬レース
pill-live = ライブ
pill-replay = リプレイ
pill-behind = { NUMBER($seconds) }秒遅れ
pill-in-seconds = { NUMBER($seconds) }秒後
pill-now = 今すぐ
pill-restarts = ゲートウェイ再起動中
pill-waiting = データ待ち
pill-silent = { NUMBER($seconds) }秒間データなし
pill-catching-up = 追いつき中
pill-by-files = ファイルで受信、{ NUMBER($seconds) }秒遅れ
pill-board-live = { NUMBER($seconds) }秒前から、順位表はライブ
pill-board-still-live = 順位表はライブ
pill-at-pace = { $pace }倍速
pill-not-real = 実際のレースではありません
pill-live-behind = { NUMBER($seconds, minimumFractionDigits: 1) }秒遅れ
pill-last-data = 最終データ { $clock }
pill-missing = 欠落: { $what }
missing-cars = 車両
missing-laps = ラップ
missing-session = セッション
missing-timing = タイミング
missing-race-control = レースコントロール
missing-weather = 天候
doubt-repeated = 繰り返し
doubt-leaping = 位置飛び
doubt-standing = 走行中の車両が静止
doubt-swapped = 2台が入れ替わり

## マップ

map = コースマップ
map-empty = コースマップ、車両なし
map-described = コースマップ、{ $lap }、{ NUMBER($cars) }台、先頭 { $first }
map-whole = コース全体
zoom-in = 拡大 (+)
zoom-out = 縮小 (−)
map-silent = 位置情報停止、{ NUMBER($seconds) }秒間データなし
map-lost = 位置情報停止、最後の状態を表示中
map-no-positions = 位置情報なし。順位、差、ラップは更新中
map-no-cars = 配信元から車両データと位置情報が来ていません。順位・ギャップ・ラップは更新されます
map-no-token = 車両データと位置情報なし:配信元に加入者トークンがありません。順位・ギャップ・ラップは更新されます
map-token-refused = 車両データと位置情報なし:配信元のトークンが拒否されました。順位・ギャップ・ラップは更新されます
map-token-ended = 車両データと位置情報なし:配信元のトークンの期限が切れました。順位・ギャップ・ラップは更新されます
map-lacking = 配信元にないもの:{ $what }
map-stopped = 位置情報は{ NUMBER($seconds) }秒前に停止。速度と順位表は更新中
map-repeated = 位置情報の繰り返し（{ $who }）。速度と順位表は更新中
map-leaping = 位置情報が飛んでいます（{ $who }）。速度と順位表は更新中
map-standing = 走行中に位置が静止（{ $who }）。順位表は更新中
map-swapped = 位置情報の入れ替わり（{ $who }）。順位表は更新中
map-no-outline = コース形状は未取得。車両の軌跡で描画中
cars-count = { NUMBER($cars) }台

## 最新の出来事

events = 最新の出来事
events-none = まだありません。フラッグ、追い越し、ファステストラップがここに表示されます。
event-lap = { NUMBER($lap) }周目
event-listen = 聞く
event-team-radio = チームラジオ、{ $driver }
event-a-car = 車両
event-safety-car = セーフティカー出動
event-virtual = バーチャルセーフティカー発動
event-virtual-ending = バーチャルセーフティカーまもなく解除
event-chequered = チェッカーフラッグ
event-track-unknown = トラック状態不明
event-pass = { $driver } が { $other } を抜いて{ NUMBER($place) }位
event-fastest-lap = { $driver } ファステストラップ、{ $time }
event-pit = { $driver } ピットイン
event-out = { $driver } リタイア
event-finish = { $driver } { NUMBER($place) }位でフィニッシュ

## レースコントロール

said-blue-flag = { $driver } にブルーフラッグ
said-double-yellow = ダブルイエロー、セクター{ $sector }
said-yellow = イエロー、セクター{ $sector }
said-clear = セクター{ $sector } クリア
said-deleted = { $driver } の{ $time }抹消、ターン{ $turn }のトラックリミット

## 順位表

board = 順位表
head-position = 位
head-won = 順位の変動
head-driver = 選手
head-interval = 前車差
head-trend = 推移、秒/周
head-trend-short = 推移
head-gap = 首位差
head-last = 前周
head-last-short = 前周
head-best = ベスト
head-sectors = セクター
head-laps = 周回
head-tyre = タイヤ
head-pits = PIT
head-out = リタイア
row-leader = 首位
row-in-pit = ピット
row-stopped = 停止
row-out = 脱落
row-finished = 完走
row-deleted = 抹消
row-cut-off = 足切り
row-won = 上昇
row-lost = 下降
change-passed = { $driver }を抜いた
change-passed-by = { $driver }に抜かれた
change-own-stop = ピットストップ
change-stop = { $driver }がピットに入った
lap-own-best = 自己ベスト
lap-best-of-all = 全体ベスト
out-not-started = 不出走
out-out = リタイア
out-lap = リタイア、{ NUMBER($lap) }周目

## バトル

duel = 最接近バトル
duel-behind = { $driver } の後方
duel-closing = 1周{ $rate }秒接近
duel-losing = 1周{ $rate }秒後退
duel-holding = 差を維持
duel-age-unknown = 使用歴不明
duel-tyres = { $tyre }、{ $age }。{ $driver } は{ $other }、{ $otherage }

## ドライバー

driver = ドライバー
driver-gear = ギア
driver-throttle = スロットル
driver-brake = ブレーキ
driver-drs-open = DRS オン
driver-drs-shut = DRS オフ
driver-trace = 速度、直近1分半

## ストリップとフッター

strip-behind = 首位との差（秒）
strip-slower = 最速との差（秒）
tabs = パネル
tab-board = 順位
tab-map = マップ
tab-events = 出来事

## マップの代わりに

nothing-connecting = これまでのレースを読み込み中
nothing-source-away = データ元に接続できません
nothing-incomplete = レースの一部を読めません
nothing-offline = ネットワークなし
nothing-stalled = 何も届きません
nothing-connecting-words = まもなくコースと車両が表示されます。
nothing-no-race-words = 最初の車両がコースに出ると、マップと順位表が表示されます。
nothing-source-away-words = ゲートウェイは応答していますが、レースのデータに届きません。再試行を続けます。
nothing-incomplete-words = ゲートウェイは応答していますが、レースのデータの一部を読めません。再試行を続けます。
nothing-offline-words = この端末はネットワークに接続されていません。表示中のGridcastは端末に保存されたものです。接続され次第、レースを再開します。
nothing-reconnecting-words = ゲートウェイが応答しません。その間の分は後で補われます。
nothing-ended-words = 記録は最後まで再生されました。
nothing-silent-words = ゲートウェイは応答していますが、レースを送っていません。
try-now = 今すぐ試す

topic = 表示する種類
topic-all = すべて
topic-flags = フラッグ
topic-stewards = スチュワード
topic-places = 順位
topic-pits = ピット
topic-laps = ファステストラップ
topic-radio = チームラジオ
topic-other = その他
event-out-from = { $driver } リタイア、{ NUMBER($place) }位から
event-pit-out = { $driver } ピットアウト
event-pit-out-place = { $driver } ピットアウト、{ $place }
event-pit-out-places = { $driver } ピットアウト、{ $from }から{ $now }

ghost = 今ピットインすると: { $what }
ghost-places = { $place }（{ $best }〜{ $worst }）
ghost-behind = { $driver } の後方
ghost-behind-by = { $driver } の{ $seconds }秒後方
ghost-ahead = { $driver } の前方
ghost-ahead-by = { $driver } の{ $seconds }秒前方
ghost-green = ストップの損失 { $loss }秒 ± { $band }
ghost-virtual = VSC中のストップの損失 { $loss }秒 ± { $band }
ghost-safety-car = SC中のストップの損失 { $loss }秒 ± { $band }
ghost-by-stops = { $cost }、このレースの{ NUMBER($stops) }回のストップから
ghost-by-other-stops = { $cost }、別のフラッグでの{ NUMBER($stops) }回のストップから
ghost-by-lane = { $cost }、ピットレーンの長さから
ghost-usual = { $cost }、多くのコースと同程度
ghost-mark = { $driver } { $place }
ghost-here = ここで復帰
ghost-mark-is = この後ろでピットアウト:

steward-noted = インシデント記録
steward-investigated = 審議中
steward-investigated-after = セッション後に審議
steward-no-action = お咎めなし
steward-warned = 黒白旗
steward-time = { NUMBER($seconds) }秒タイムペナルティ
steward-drive-through = ドライブスルーペナルティ
steward-stop-go = { NUMBER($seconds) }秒ストップ・アンド・ゴー
steward-served = ペナルティ消化
steward-disqualified = 失格

follow = 追従
follow-title = 選んだドライバーを中央に (f)
ring = リング
ring-title = 1周をリングで表示 (o)

details = 詳細
details-title = ドライバー、テレメトリー、天候、選手権、表示 (d)
details-tabs = 表示する内容
details-shut = 閉じる
details-shut-title = 詳細を閉じる (Escape)
sheet-telemetry = テレメトリー
sheet-weather = 天候
sheet-championship = 選手権
sheet-view = 表示
detail-laps = ラップ、新しい順
detail-lap = 周
detail-time = タイム
detail-place = 順位
detail-note = 備考
detail-no-weather = このセッションの天候は不明です。
detail-last-hour = 直近1時間
detail-minutes-ago = 分前
detail-air = 気温
detail-track = 路面
detail-humidity = 湿度
detail-wind = 風
detail-rain = 雨
detail-now = 現在
detail-gear = ギア
detail-to-lap = 周との差、秒
detail-if-now = レースが今の状態で終わった場合。
detail-no-standings = このレース前のランキングが不明か、このセッションにポイントはありません。
detail-drivers = ドライバー
detail-constructors = コンストラクター
detail-team = チーム
detail-won = 変動
detail-points = ポイント
gaps-to = { $driver }差
detail-ideal = 理想ラップ { $time }
detail-ideal-quicker = 理想ラップ { $time }、ベストより{ $seconds }秒速い
detail-tyres = タイヤ: { $list }
detail-set-lap = { $tyre }、{ NUMBER($lap) }周目
detail-set-laps = { $tyre }、{ NUMBER($first) }〜{ NUMBER($last) }周目
detail-not-known = 不明
detail-stop = { NUMBER($lap) }周目のストップの損失は{ $seconds }秒
note-best = ベスト
note-pit = ピット
weather-now = 現在: { $sky }、気温{ $air }、路面{ $track }、湿度{ NUMBER($humidity) }%、{ $from }の風{ $wind }。
weather-change = 直近{ NUMBER($minutes) }分: 気温{ $air }、路面{ $track }、湿度{ NUMBER($humidity) }ポイント。
brake-on = オン
minutes-now = 現在
weather-rain = 雨
weather-dry = ドライ
places-up = { NUMBER($places) }上昇
places-down = { NUMBER($places) }下降
favourite = お気に入り
view-board = 順位表 (v)
view-full = 全列: 収まる列をすべて表示
view-compact = コンパクト: 狭い表と大きなマップ
view-favourites = お気に入りを先頭に
view-gaps = 選んだドライバーとの差 (g)
view-still = 行を動かさない
view-alerts = 通知
view-sound = レースコントロールの通知で音を鳴らす
traces-described = 距離ごとの速度、スロットル、ブレーキ。数値は下の表にあります
traces-beside = 選んだドライバーと比較（最大3人）
traces-best = 見た中のベストラップと比較、なければ前の周

moment-behind = ライブの{ $length }前
delay-none = なし
not-shown = 未表示
bar-time = 時間
bar-moment = 表示中の時点
bar-pause = 一時停止 (k)
bar-play = 再生 (k)
bar-lap-back = 1周戻る (,)
bar-lap-on = 1周進む (.)
bar-event-back = 前の出来事へ ([)
bar-event-on = 次の出来事へ (])
bar-rate = 再生速度
bar-rate-keys = 遅く (<)、速く (>)
bar-live = ライブ
bar-live-key = ライブに戻る (l)
bar-link = この時点へのリンク
bar-charts = グラフ
bar-charts-tell = レース全体のグラフ（結果がわかります）
delay-short = 遅延
delay-tv = TV遅延
delay-tv-is = TV遅延: { $delay }
delay-waits = マップ、順位表、フラッグ、メッセージのすべてがテレビに合わせて遅れます。
delay-field = 遅延秒数、0〜300
delay-second-less = 1秒減らす
delay-tenth-less = 0.1秒減らす
delay-tenth-more = 0.1秒増やす
delay-second-more = 1秒増やす
delay-tap = テレビで首位がラインを通過した時、またはスタートの瞬間にタップ
delay-tap-none = 直近5分に始まった周がありません。次の周でタップしてください。
delay-tap-found = 設定しました。1周ずれている場合は別の候補を選んでください:
delay-give = 他の端末では: このリンク、または同じ数値を入力
delay-others = 他の端末
delay-code-give = コードを発行
delay-code-take = 他の端末のコード
delay-code-picture = このページと遅延のQRコード
delay-code-follow = このコードの端末は同じ遅延になり、どれか1台で変えると他も変わります。
delay-code-leave = 解除
delay-code-none = このコードを発行した端末がありません。
delay-code-unanswered = ここではコードを使えません。リンクで今の遅延を渡せます。
recordings = 記録
recordings-title = 記録 · Gridcast
recordings-spoil-nothing = 各記録は冒頭で開き、停止しています。結果はここではわかりません。
recordings-none = 記録はまだありません。セッションは開始直後からここに表示されます。
recordings-going-on = 進行中
recordings-charts = グラフ（結果がわかります）
recordings-home = Gridcast、ライブ
pill-no-recording = 記録がありません
pill-loading = 読み込み中
pill-this-moment = この時点
pill-the-recording = 記録
pill-paused = 一時停止
pill-behind-as-set = 遅れ（設定どおり）

## A phone's fourth panel: time, and this device

tab-time = 時間
tab-events-new = 新着{ NUMBER($n) }件
device = この端末
awake = セッション中は画面を消さない
lite = 省電力：順位のみ
lite-short = 省電力
lite-rests = 省電力モードではマップを表示しません。
lite-end = すべて表示
lite-offer-battery = 電池残量{ NUMBER($pct) }%。省電力モードは順位だけを表示します。
lite-offer-slow = この端末では描画に時間がかかります。省電力モードは順位だけを表示します。
lite-take = 省電力にする
lite-decline = 今はしない

## Colours

view-colours = 色
view-palette = 色覚に配慮した配色
view-contrast = ハイコントラスト

## Which panels there are

panels = パネルの表示と順序
panel-strip = 秒差
panel-advance = { $panel }を前へ

## The overlay of keys

keys = キー操作
keys-choose = ドライバーを選ぶ
keys-nobody = 選択を解除、閉じる
keys-view = 順位表：全列・簡易・お気に入り
keys-gaps = 選んだドライバーとの差
keys-zoom = マップを拡大・縮小
keys-pan = マップを動かす
keys-stand = 一時停止・再生
keys-seconds = 10秒戻る・進む
keys-lap = 1周戻る・進む
keys-event = 前・次の出来事へ
keys-rate = 遅く・速く
keys-theme = ダーク・ライト
keys-say = レースの状況を読み上げる

## How the race stands, read out. Never a number of seconds: who listens would hear them counted.

view-aloud = 1周ごとにレースの状況を読み上げる
digest-none = まだレースはありません。
digest-lap = { NUMBER($laps) }周中{ NUMBER($lap) }周目。
digest-word = { $word }。
digest-leads = 首位は{ $first }。
digest-order = 首位は{ $first }、続いて{ $others }。
digest-fastest = 最速は{ $first }、続いて{ $others }。
digest-battle = { $driver }が{ $other }のすぐ後ろ、争うのは{ NUMBER($place) }位。
digest-own = { $driver }は{ NUMBER($place) }位。
digest-own-closing = { $driver }は{ NUMBER($place) }位、{ $other }に接近中。
digest-own-losing = { $driver }は{ NUMBER($place) }位、{ $other }に離されている。
digest-own-out = { $driver }はリタイア。
