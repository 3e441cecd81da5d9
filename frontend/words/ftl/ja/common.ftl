### 両方のページで使う言葉。

with-detail = { $word }、{ $detail }
list-more = { $list }、{ $next }
list-last = { $list }、{ $last }

laps-count = { NUMBER($laps) }周
place = { NUMBER($place) }位
clock-am = 午前{ $time }
clock-pm = 午後{ $time }

wind-north = 北
wind-north-east = 北東
wind-east = 東
wind-south-east = 南東
wind-south = 南
wind-south-west = 南西
wind-west = 西
wind-north-west = 北西

tyre-soft = ソフト
tyre-medium = ミディアム
tyre-hard = ハード
tyre-intermediate = インターミディエイト
tyre-wet = ウェット
tyre-unknown = タイヤ不明

session-race = 決勝
session-sprint = スプリント
session-qualifying = 予選
session-sprint-qualifying = スプリント予選
session-practice = フリー走行

theme-light = ライトテーマ (t)
theme-dark = ダークテーマ (t)
settings = 設定
setting-language = 言語
language-failed = 言葉を取得できませんでした。ページはそのままです。
setting-speed = 速度
setting-clock = 時計
setting-temperature = 気温
clock-of-24 = 24時間
clock-of-12 = 12時間
