# كل ما تقوله الصفحة بالعربية.

-locale = ar
-direction = rtl
-name = العربية

## Before the program is there

-starting = قاعة مطالعة للمقالات التي جمعتها. تنقّي كل مقال، وتستخلص متى وأين وبأي لغة نُشر، وتعرض الدليل على ذلك. يجري كل شيء داخل هذه الصفحة: لا يُرسَل شيء إلى أي مكان.
-starting-wait = تُفتح قاعة المطالعة…
-starting-noscript = يعمل Article Explorer داخل الصفحة نفسها، ويحتاج من أجل ذلك إلى JavaScript. لا يُرسَل شيء إلى أي مكان.

## Counts

articles = { $count ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $count } مقالات
    [many] { $count } مقالًا
   *[other] { $count } مقال
}
files = { $count ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $count } ملفات
    [many] { $count } ملفًا
   *[other] { $count } ملف
}
notices = { $count ->
    [zero] لا ملاحظات
    [one] ملاحظة واحدة
    [two] ملاحظتان
    [few] { $count } ملاحظات
    [many] { $count } ملاحظة
   *[other] { $count } ملاحظة
}
matches = { $count ->
    [zero] لا مواضع
    [one] موضع واحد
    [two] موضعان
    [few] { $count } مواضع
    [many] { $count } موضعًا
   *[other] { $count } موضع
}
pieces = { $count ->
    [zero] لا أجزاء
    [one] جزء واحد
    [two] جزءان
    [few] { $count } أجزاء
    [many] { $count } جزءًا
   *[other] { $count } جزء
}
count-languages = { $count ->
    [zero] لا لغات
    [one] لغة واحدة
    [two] لغتين
    [few] { $count } لغات
    [many] { $count } لغة
   *[other] { $count } لغة
}
count-sources = { $count ->
    [zero] لا مصادر
    [one] مصدر واحد
    [two] مصدرين
    [few] { $count } مصادر
    [many] { $count } مصدرًا
   *[other] { $count } مصدر
}
count-topics = { $count ->
    [zero] لا موضوعات
    [one] موضوع واحد
    [two] موضوعين
    [few] { $count } موضوعات
    [many] { $count } موضوعًا
   *[other] { $count } موضوع
}
count-authors = { $count ->
    [zero] لا كتّاب
    [one] كاتب واحد
    [two] كاتبين
    [few] { $count } كتّاب
    [many] { $count } كاتبًا
   *[other] { $count } كاتب
}
listed = { $first }، { $more }
beyond = … و{ NUMBER($count) } غيرها
percent = { NUMBER($value) }٪
untitled = بلا عنوان
unknown = غير معروف
undated = بلا تاريخ

## Names of what is known of an article

name-title = العنوان
name-source = المصدر
name-date = التاريخ
name-language = اللغة
name-topic = الموضوع
name-topics = الموضوعات
name-author = الكاتب
name-authors = الكتّاب
name-credits = المشاركون
name-file = الملف
name-words = الكلمات
inline-language = اللغة
inline-source = المصدر
inline-topic = الموضوع
inline-author = الكاتب
inline-file = الملف
inline-date = التاريخ

## The head of the page

reading-room = قاعة مطالعة لمقالاتك
on-this-desk = { $count ->
    [zero] لا مقالات على هذا المكتب
    [one] مقال واحد على هذا المكتب
    [two] مقالان على هذا المكتب
    [few] { $count } مقالات على هذا المكتب
    [many] { $count } مقالًا على هذا المكتب
   *[other] { $count } مقال على هذا المكتب
}
search-articles = البحث في المقالات
export = تصدير
add-folder = إضافة مجلد
add-files = إضافة ملفات

## Under the search box

kept-searches = عمليات البحث المحفوظة
recent-searches = عمليات البحث الأخيرة
keep-this-search = حفظ هذا البحث
keep = حفظ
kept = محفوظ ✓
operator-phrase-open = الكلمات معًا وبهذا الترتيب؛ أغلق علامة الاقتباس
operator-phrase = الكلمات معًا وبهذا الترتيب
operator-or = يكفي أحد الطرفين
operator-and = الطرفان معًا؛ والمسافة تؤدي الغرض نفسه
operator-not = من دون ما يليها؛ و-word تؤدي الغرض نفسه
operator-title = في العناوين فقط
operator-body = في النص فقط، لا في العناوين
operator-date = سنة أو شهر أو فترة: date:2022-03..2023
operator-label = المقالات التي تحمل هذه السمة فقط
operator-without = المقالات الخالية من هذه الكلمة
operator-near = الكلمتان معًا، لا تفصل بينهما أكثر من خمس كلمات
operator-prefix = الكلمات التي تبدأ هكذا
operator-fuzzy = مع التسامح في حرف أو حرفين خطأ
operator-group = مجموعة واحدة؛ أغلق القوس

## Filters

filters = عوامل التصفية
filters-chosen = عوامل التصفية · { NUMBER($count) }
collapse-all = طيّ الكل
expand-all = توسيع الكل
hide-filters = إخفاء عوامل التصفية
show-articles = { $count ->
    [zero] لا مقالات للعرض
    [one] عرض مقال واحد
    [two] عرض مقالين
    [few] عرض { $count } مقالات
    [many] عرض { $count } مقالًا
   *[other] عرض { $count } مقال
}
by-name = حسب الاسم
by-count = حسب العدد
sorted-by-name = { $facet }: مرتّب حسب الاسم؛ تغيير
sorted-by-count = { $facet }: مرتّب حسب العدد؛ تغيير
find-in-languages = البحث في اللغات
find-in-sources = البحث في المصادر
find-in-topics = البحث في الموضوعات
find-in-authors = البحث في الكتّاب
find-in-files = البحث في الملفات
none = لا شيء
nothing-like-it = لا شيء يشبهه
facet-beyond = أول { NUMBER($shown) } من { $what }؛ ابحث عن البقية بالاسم أعلاه.
show-fewer = عرض أقل
show-all = عرض الكل: { NUMBER($count) }
below = { $count ->
   *[other] { $count } تحت { $name }
}
not = ليس
not-value = ليس { $name }

## Active filters, and nothing found

active-filters = عوامل التصفية الفعّالة
clear-all = مسح الكل
remove-filter = إزالة عامل التصفية { $filter }: { $name }
date-from = من { $date }
date-until = حتى { $date }
desk-empty = المكتب فارغ
desk-empty-hint = أضف ملفات أو مجلدًا: تُقرأ هنا داخل هذه الصفحة، ولا تُرسَل إلى أي مكان.
drop-filter = إزالة { $filter }
in-the-way = عامل التصفية على { $filter } هو ما يمنع ظهور النتائج.
in-the-way-any = إزالة أي واحد منها تُبقي بعض المقالات.
in-the-way-none = كلمات أقل، أو بداية كلمة متبوعة بنجمة، تعثر على المزيد.
in-the-way-not = ليست التصفية هي السبب: لا نتائج حتى من دونها.
in-the-way-several = لن تظهر نتائج إلا بإزالة أكثر من عامل تصفية.
filter-named = { $filter }: { $values }
nothing-found = لم يُعثر على شيء
nothing-passes = لا مقال يستوفي عوامل التصفية هذه مجتمعة.
nothing-answers = لا مقال يطابق { $query }.
nothing-answers-filtered = لا مقال يطابق { $query } ويستوفي عوامل التصفية.
clear-search = مسح البحث

## Results

search-results = نتائج البحث
results = النتائج
no-articles = لا يمكن عرض أي مقال
opening-articles = تُفتح المقالات…
found-of = { $found } من أصل { $total ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالين
    [few] { $total } مقالات
    [many] { $total } مقالًا
   *[other] { $total } مقال
}
order = الترتيب
order-relevance = الأنسب
order-newest = الأحدث أولًا
order-oldest = الأقدم أولًا
order-source = حسب المصدر
view = العرض
view-list = قائمة
view-compact = مختصر
view-table = جدول
columns = الأعمدة
did-you-mean = لا مقال فيه «{ $typed }» كما كُتبت؛ جرى البحث عن كلمات تشبهها. هل تقصد { $meant }؟
relaxed = لا مقال يحوي كل هذه الكلمات؛ وهذه تحوي بعضها.
mistake-closes-nothing = هذا القوس لا يغلق شيئًا فأُهمل.
mistake-never-closed = هذا القوس غير مغلق؛ عُدَّ مغلقًا في آخر العبارة.
mistake-too-deep = لا يتداخل أكثر من { NUMBER($most) } من الأقواس؛ وأُهمل ما هو أعمق.
mistake-one-sided = يحتاج { $operator } إلى شيء على جانبيه فأُهمل.
mistake-near-one-sided = يحتاج NEAR إلى كلمة أو عبارة على جانبيه؛ بُحث عن الموجود متقاربًا كان أم متباعدًا.
mistake-nothing-excluded = لا شيء هنا ليُستبعد.
mistake-changes-nothing = لا شيء قبل هذا ليغيّره فأُهمل.
mistake-no-word = ليس في هذا كلمة فأُهمل.
mistake-nothing-in-field = لا شيء بعد النقطتين فأُهمل هذا.
mistake-too-many-words = لا يُبحث عن أكثر من { NUMBER($most) } من الكلمات؛ وأُهمل ما يبدأ من هنا.
mistake-too-many-tolerant = لا يُبحث عن أكثر من { NUMBER($most) } من الكلمات التي فيها * أو ? أو ~؛ وأُهملت هذه.
mistake-every-word = كل كلمة تطابق * من دون حروف فأُهملت.
mistake-too-common = هذا يعني كلمات أكثر من أن يُبحث عنها في الوقت المتاح فأُهمل.
mistake-no-date = هذا ليس تاريخًا؛ اكتب date:2022 أو date:2022-01 أو date:2022-01..2022-03.
reading-files = قراءة الملفات
reading-progress = قُرئ { NUMBER($files) } من أصل { $total ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفين
    [few] { $total } ملفات
    [many] { $total } ملفًا
   *[other] { $total } ملف
}، { $bytes } من { $bytestotal } م.ب: { $count ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $count } مقالات
    [many] { $count } مقالًا
   *[other] { $count } مقال
}
seconds-left = { $progress }، بقي نحو { $count ->
    [zero] لا شيء
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $count } ثوانٍ
    [many] { $count } ثانية
   *[other] { $count } ثانية
}
minutes-left = { $progress }، بقي نحو { $count ->
    [zero] لا شيء
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
pause = إيقاف مؤقت
go-on = متابعة
stop = إيقاف
selected-starred = محدد، مميّز بنجمة
source-unknown = مصدر غير معروف
language-unknown = لغة غير معروفة
minutes = { $count ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
deselect-all = إلغاء تحديد الكل
select-all-articles = تحديد كل المقالات المعثور عليها
selection = التحديد
selected = { $count ->
    [zero] لا تحديد
    [one] حُدّد مقال واحد
    [two] حُدّد مقالان
    [few] حُدّدت { $count } مقالات
    [many] حُدّد { $count } مقالًا
   *[other] حُدّد { $count } مقال
}
set-a-label = تعيين سمة
select-all-found = تحديد كل النتائج
clear-selection = إلغاء التحديد
star = نجمة: { $title }
star-key = نجمة (f)
select = تحديد: { $title }

## Timeline

from = من
to = إلى
undated-count = { $count ->
   *[other] { $count } بلا تاريخ
}
less-exact = { $count ->
   *[other] { $count } أقل دقة
}
less-exact-hint = لا يُعرف من تاريخ هذه سوى السنة أو الشهر، ولذلك لا تظهر في الرسم.
whole-time = الفترة كلها
closer = تقريب
table = جدول
hide-table = إخفاء الجدول
save-picture = حفظ بصيغة SVG
picture-by-day = المقالات حسب اليوم: { $dates }
picture-by-week = المقالات حسب الأسبوع: { $dates }
picture-by-month = المقالات حسب الشهر: { $dates }
picture-by-year = المقالات حسب السنة: { $dates }
period-counts = { $dates }: { NUMBER($count) } من { NUMBER($total) }
articles-over-time = المقالات عبر الزمن
day = اليوم
week = الأسبوع
month = الشهر
year = السنة
found = المعثور عليه
in-all = المجموع

## Reading

reading = القراءة
article-missing = ليس هذا المقال على هذا المكتب. الرابط يدل على المقال المقصود ولا يحمله: أضف المجلد الذي جاء منه.
opening-article = يُفتح المقال…
show-more = عرض المزيد من هذا المقال
match-of = الموضع { NUMBER($at) } من { NUMBER($count) }
close = إغلاق
back-to-results = ‹ النتائج
show-results = إظهار النتائج
whole-width = العرض الكامل
note-hint = ملاحظة على النص المحدد أو على الموضع (m)
note = ملاحظة
cite = استشهاد
matches-group = المواضع المطابقة
previous = السابق
next = التالي
no-headline = لم يُعثر على عنوان؛ يبدأ النص هكذا:
similar = مقالات مشابهة
similar-title = مقالات مشابهة، والكلمات النادرة المشتركة بينها
splitter-filters = عرض عمود التصفية
splitter-results = عرض عمود النتائج

## Labels

why = لماذا؟
why-label = لماذا؟ { $name }
edit = تعديل
edit-label = تعديل { $name }
found-before = المعثور عليه:
by-hand = يدويًا
unknown-perhaps = ؛ ربما { $name }
sure = موثوق بنسبة { $percent }
credits-help = بمساعدة { $names }
credits-with = { $names }، مع { $others }
title-derived = مأخوذ من النص
title-in-text = كما ورد في النص
you-set-nothing = عيّنته بنفسك. لم يدل شيء في النص دلالة واضحة على أي منها.
nothing-speaks = غير معروف: لا شيء في النص يدل دلالة واضحة على أي منها.
you-set-found = عيّنته بنفسك. وهذا ما عُثر عليه:
the-title = العنوان
show-in-text = إظهاره في النص

## What was removed

cleaned = التنقية
nothing-removed = لم يلزم حذف شيء
pieces-removed = { $count ->
    [zero] لم يُحذف شيء
    [one] حُذف جزء واحد
    [two] حُذف جزءان
    [few] حُذفت { $count } أجزاء
    [many] حُذف { $count } جزءًا
   *[other] حُذف { $count } جزء
}
pieces-put-back = { $count ->
    [zero] لم يُعَد شيء
    [one] أُعيد جزء واحد
    [two] أُعيد جزءان
    [few] أُعيدت { $count } أجزاء
    [many] أُعيد { $count } جزءًا
   *[other] أُعيد { $count } جزء
}
pieces-both = المحذوف: { $pieces }، والمُعاد: { NUMBER($back) }
show-removed = إظهار المحذوف
put-back-by-rule = الإعادة حسب القاعدة
put-everything-back = إعادة كل شيء
clean-again = إعادة التنقية
put-back-all = إعادة الكل: { $rule }
put-back = إعادة
take-out = حذف
put-back-span = إعادة إلى النص: { $rule }
take-out-span = حذف من جديد: { $rule }
removed-by = محذوف: { $rule }

## Setting labels by hand

hint-date = يوم أو شهر أو سنة: 2022-01-25 أو 2022-01 أو 2022.
hint-authors = أسماء متعددة تفصل بينها فاصلة منقوطة لاتينية (;).
hint-topics = الأول هو الموضوع الرئيس.
set-by-hand = تعيين يدوي: { $name }
set = تعيين
set-unknown = تعيين كغير معروف
back-to-found = العودة إلى المعثور عليه
cancel = إلغاء
remove-value = إزالة { $name }
chosen-topics = الموضوعات المختارة
add-topic = إضافة موضوع
add-topic-choice = إضافة موضوع…
set-apart = ما تعيّنه هنا يُحفظ منفصلًا عمّا عُثر عليه، ويمكن التراجع عنه.
label = السمة
set-label-of = { $count ->
    [zero] تعيين سمة
    [one] تعيين سمة لمقال واحد
    [two] تعيين سمة لمقالين
    [few] تعيين سمة لـ{ $count } مقالات
    [many] تعيين سمة لـ{ $count } مقالًا
   *[other] تعيين سمة لـ{ $count } مقال
}

## Topics of one's own

own-topics = موضوعاتك الخاصة
new-topic = موضوع خاص جديد
change-topic = تعديل موضوع خاص
change-named = تعديل «{ $name }»
name = الاسم
topic-words = الكلمات الدالة عليه، كل منها في سطر
topic-hint = كل مقال فيه واحدة منها ينال هذا الموضوع. تُحتسب الكلمة بجميع صيغها، وتُحتسب كلمات السطر الواحد معًا وبهذا الترتيب، ويعمل أيضًا كل ما يفهمه مربع البحث.
save = حفظ
remove = إزالة

## Notes

notes = الملاحظات
words-not-in-text = هذه الكلمات ليست في النص الآن.
write-note = كتابة ملاحظة
change-note = تعديل الملاحظة
what-you-note = نص ملاحظتك
highlight-hint = من دون كلمات منك تكون تظليلًا فقط.

## Your additions

your-additions = إضافاتك
additions-apart = ما تعيّنه وتنشئه وتكتبه هنا يُحفظ منفصلًا عمّا عُثر عليه، مرتبطًا بمحتوى كل مقال: فيعثر على المقالات نفسها أينما فُتحت.
labels-by-hand = مقالات عُيّنت سماتها يدويًا
notes-and-highlights = الملاحظات والتظليلات
save-as-file = حفظ في ملف
open-file = فتح ملف
undo = تراجع
redo = إعادة التنفيذ
select-noted = تحديد المقالات التي عليها ملاحظات
article-not-here = المقال ليس هنا.

## Taking out

format-jsonl = كل ما هو معروف، مع الأدلة
format-csv = جدول لبرامج الجداول والإحصاء
format-ris = لبرامج إدارة المراجع
format-bibtex = لبرنامج LaTeX
format-csl = لبرامج Zotero وPandoc وغيرها
format-page = هذه المقالات وهذا البرنامج في ملف واحد يُفتح من القرص
format-page-with = ومعها ما أضفته إليها من سمات وموضوعات وملاحظات
format-archive = ليُضاف إلى هذه الصفحة من جديد، على أي حاسوب
name-jsonl = أسطر JSON
name-page = صفحة واحدة
name-page-with = صفحة واحدة مع إضافاتك
name-archive = أرشيف
scope-selected = المحدد
scope-found = المعثور عليه
scope-all = الكل
scope-counted = { $scope }: { $articles }
about-page = يحوي الملف نص هذه المقالات وما استُخلص عنها والبرنامج. ولا يضم شيئًا مما أضفته.
about-page-with = يحوي الملف نص هذه المقالات وما استُخلص عنها والبرنامج، وكل موضوعاتك، وما أضفته إلى هذه المقالات من سمات وملاحظات.
about-archive = يحوي الملف نص هذه المقالات وما استُخلص عنها. ولا يضم شيئًا مما أضفته.
about-export = يذكر الملف ما جرى البحث عنه، والمجموعة التي جاء منها، وإصدار البرنامج الذي كتبه.
in-file-articles = المقالات
in-file-size = الحجم
in-file-not = ليست في الملف
about-size = نحو { $size } م.ب
about-size-page = نحو { $size } م.ب، منها { $program } م.ب للبرنامج
which-articles = أي المقالات
which-format = أي صيغة
save-file = حفظ الملف
copy = نسخ
copied = تم النسخ.
copy-refused = لا يسمح المتصفح بذلك: حدد السطر وانسخه.
cite-article = الاستشهاد بهذا المقال

## The foot of the page

nothing-leaves = لا شيء يغادر هذه الصفحة.
requests-elsewhere = { $count ->
    [zero] { $count } طلب إلى جهات أخرى
    [one] طلب واحد إلى جهة أخرى
    [two] طلبان إلى جهات أخرى
    [few] { $count } طلبات إلى جهات أخرى
    [many] { $count } طلبًا إلى جهات أخرى
   *[other] { $count } طلب إلى جهات أخرى
}
large-type = خط كبير
keys-and-help = المفاتيح والمساعدة
theme = المظهر: { $name }
theme-system = النظام
theme-light = فاتح
theme-dark = داكن
theme-contrast = تباين عالٍ
interface-language = لغة الصفحة
new-version = يوجد إصدار جديد من هذه الصفحة.
reload = إعادة التحميل
notices-group = الملاحظات المسجلة
what-was-noticed = ما لوحظ
import-report = تقرير الاستيراد
import-count = الاستيراد: { $files }
what-became = مصير كل ملف
save-csv = حفظ بصيغة CSV
already-there = { $count ->
   *[other] { $count } موجود من قبل
}
licences = التراخيص
licences-unpacking = جارٍ فك الضغط…
licences-failed = تعذّرت قراءة التراخيص.

## A file that was added

file = ملف
change = تغيير…
encoding = ترميز الأحرف
as-found = كما وُجد: { $name }
columns-of-table = ما في الأعمدة
column-unused = غير مستخدم
column-text = النص
column-html = النص بصيغة HTML
column-lead = الملخص
column-url = العنوان الإلكتروني
read-again = قراءة الملف من جديد
read-again-hint = المقالات التي تُقرأ الآن على نحو آخر تحل محل ما كانت عليه، وتبقى سماتك وملاحظاتك معها. وما لا يُعثر عليه من جديد يُزال.
remove-from-corpus = إزالة مقالاته
removed-articles = مقالات أُزيلت من المجموعة
take-back = إعادتها

## What is kept

kept-nothing = لا يُحفظ شيء.
kept-here = محفوظ في هذا المتصفح: { $size }
kept-full = لم يبقَ متسع: آخر ما أُضيف غير محفوظ.
kept-elsewhere = لسان تبويب آخر يحفظ ما يُضاف.
kept-other-version = لا يُحفظ شيء: حفظ إصدارٌ آخر من قبل.
keeping-disk = فُتحت هذه الصفحة من ملف على قرصك، حيث يمكن لصفحات أخرى قراءة ما تحفظه. لذلك لا تحفظ شيئًا: المقالات التي تضيفها وما تضيفه إليها تزول عند إغلاقها. احفظ ملف إضافاتك أو صدّر المقالات.
keeping-nowhere = لا يمنح هذا المتصفح الصفحة مكانًا للحفظ: ما تضيفه يزول عند إغلاقها.
keeping-here = المقالات التي تضيفها وما تضيفه إليها تبقى في هذا المتصفح، لهذه الصفحة.
keeping-full = لم يبقَ في المتصفح متسع لهذه الصفحة. آخر ما أُضيف باقٍ حتى تغلقها، وما قبله محفوظ. صدّر ما تحتاج إليه، أو أزل المحفوظ وأضف أقل.
keeping-elsewhere = لسان تبويب آخر لهذه الصفحة يحفظ ما يُضاف فيه. وهذا يعرض ما كان موجودًا عند فتحه؛ وما تضيفه هنا يزول عند إغلاقه.
keeping-other-version = حفظ إصدار آخر من هذا البرنامج مقالات هنا لا يستطيع هذا الإصدار قراءتها. تُترك كما هي، ولا يُحفظ شيء حتى يُستخدم ذلك الإصدار من جديد أو تُمحى بيانات هذه الصفحة من المتصفح.
others-could-read = يمكن لصفحات أخرى من { $host } قراءته.
remove-kept = إزالة المحفوظ
remove-kept-sure = هل تريد إزالة كل ما يحفظه هذا المتصفح لهذه الصفحة؟ سيبقى هنا حتى تغلق الصفحة.
nothing-yet = لا شيء بعد
kilobytes = { NUMBER($value) } ك.ب
megabytes = { $value } م.ب

## Corpora

corpora = المجموعات
corpora-apart = كل مجموعة قائمة بذاتها: مقالاتها وما وضعته عليها من وسوم ومواضيع وملاحظات، محفوظة في هذا المتصفح. وفي الأولى أيضًا المقالات التي جاءت مع هذه الصفحة، أما الجديدة فتبدأ فارغة.
first-corpus = المجموعة الأولى
open-corpus-name = اسم المجموعة المفتوحة
open-now = مفتوحة الآن
new-corpus-name = اسم مجموعة جديدة
begin-corpus = إنشاؤها
delete = حذف
delete-corpus = حذف { $name }
delete-corpus-sure = هل تريد حذف «{ $name }» من هذا المتصفح مع كل مقالاتها ووسومك ومواضيعك وملاحظاتك عليها؟ لا سبيل إلى استعادتها إلا من أرشيف صُدِّر منها.

## Help

help-intro = تقرأ هذه الصفحة المقالات وتنقّيها وتصفها، وتتيح لك البحث والتصفية والقراءة. لا يُرسَل شيء إلى أي مكان. يمكنك أن تسأل عن سبب كل سمة، وأن ترى ما حُذف.
searching = البحث
help-try = اختر واحدًا لتجربته.
keys = المفاتيح
query-words = الكلمتان معًا، بأي ترتيب وصيغة
query-phrase = الكلمات معًا وبهذا الترتيب
query-or = إحدى الكلمتين
query-without = الأولى من دون الثانية
query-prefix = الكلمات التي تبدأ هكذا
query-title = في العناوين فقط
query-field = المقالات التي تحمل هذه السمة فقط
query-date = سنة أو شهر أو فترة
key-search = إلى مربع البحث؛ ومنه إلى النتائج بمفتاح Enter أو ↓
key-step = النتيجة التالية والسابقة، أو المقال ما دام أحدها مفتوحًا
key-open = فتح النتيجة
key-pick = تحديد النتيجة، تمييزها بنجمة
key-match = الموضع التالي والسابق في المقال
key-note = ملاحظة على النص المحدد أو على الموضع
key-undo = التراجع عمّا عيّنته أو أنشأته أو كتبته؛ ومع Shift إعادة تنفيذه
key-escape = الخروج: من مربع البحث، من المقال
key-help = هذه الورقة
privacy = ما يبقى هنا
help-privacy = تقرأ الصفحة ملفاتك بنفسها. ليس لها خادم، ولا تطلب شيئًا بعد فتحها؛ وسياستها التي يفرضها المتصفح تمنع كل عنوان آخر. ما تضيفه لا يُحفظ إلا في هذا المتصفح، إن حُفظ، ويمكن إزالته من «إضافاتك».
formats = ما يمكن قراءته
help-formats = نصوص وMarkdown وصفحات HTML بأي ترميز، وجداول وأسطر (CSV وTSV وJSON وأسطر JSON)، وخلاصات (RSS وAtom)، وأرشيفات الويب (WARC وWET وARC)، ونصوص مستندات PDF، وكل ذلك داخل ZIP وgzip وtar. وما تتعذر قراءته يُذكر اسمه مع السبب.

## Welcome

welcome-kicker = قاعة مطالعة للمقالات
welcome-empty = أحضر مجلدًا من المقالات واقرأه هنا
welcome-choose = اختر مقالًا لتقرأه هنا
welcome-search = ابحث ثم ضيّق النطاق.
welcome-search-more = تظهر النتائج وأنت تكتب؛ واللغات والمصادر والموضوعات إلى جانبها تحصي دائمًا ما تبقّى.
welcome-why = اسأل لماذا.
welcome-why-more = كل سمة منحتها هذه الصفحة، وهي تبيّن مدى الثقة بها وتشير إلى دليلها في النص. وما تعذّرت معرفته يقول ذلك.
welcome-cleaned = انظر ما حُذف.
welcome-cleaned-more = القوائم والأزرار والتنبيهات تُترك خارج النص ولا تضيع أبدًا: أظهرها في مواضعها.
welcome-key-search = بحث
welcome-key-step = التالي، السابق
welcome-key-open = فتح
welcome-key-all = كل المفاتيح

## Why a label is what it is

rule-headline = يقع فوق النص كما تقع العناوين.
rule-heading = هو العنوان الأول في الصفحة، أو العنوان الذي يوافق وصف الصفحة لنفسها.
rule-metadata = هذا ما يقوله وصف الصفحة لنفسها الذي تقرؤه المتصفحات والخلاصات.
rule-json-ld = هذا ما يقوله وصف الصفحة لنفسها الموجّه إلى محركات البحث (JSON-LD).
rule-meta = هذا ما يقوله حقل وصفي (meta) في الصفحة.
rule-time = تعلّمه الصفحة على أنه وقت، بجانب العنوان.
rule-first-sentence = لا عنوان للنص، فتقوم جملته الأولى مقامه.
rule-fragment = يبدأ النص من وسطه، فتقوم كلماته الأولى مقام العنوان.
rule-section-line = يذكره سطر مستقل فوق النص.
rule-title-suffix = متصل بالعنوان بخط فاصل.
rule-publisher-blurb = تذكره فقرة يتحدث فيها الناشر عن نفسه.
rule-footer = يذكره تذييل الموقع.
rule-site-name = يقع الاسم حيث تضع المواقع أسماءها: بجانب ©، وفي أواخر العناوين، وفي عناوين الويب، وفي أسطر قصيرة متكررة.
rule-address = العنوان الذي جاء منه المقال هو عنوان الناشر.
rule-other-articles = الأسطر المحيطة به تحيط بمقالات أخرى لهذا الناشر دون غيره.
rule-own-reporter = يصف النص مراسلًا بأنه مراسله.
rule-picture-credit = لا يذكره سوى مصدر صورة، وكثيرًا ما تؤخذ الصور من الآخرين.
rule-date-field = دُوّن تاريخ مع النص عند حفظه.
rule-date-line = يقع حيث تضع المواقع يوم النشر.
rule-dateline = يفتتح النص به، كما تكتب الوكالات المكان واليوم.
rule-relative-day = يذكر كم مضى عليه، وفي أي يوم جرى الاطلاع عليه.
rule-letter-n-grams = الحروف وتتابعها هي حروف هذه اللغة.
rule-script = لا تُكتب بهذه الحروف إلا هذه اللغة.
rule-topic-words = تتكرر كلمات هذا الموضوع مرة بعد مرة.
rule-own-words = ترد كلمات حددتها أنت لهذا الموضوع.
rule-by-hand = أنت من قال ذلك.
rule-byline = يذكرهم سطر الكاتب.
rule-contributed = يقول النص إنهم أسهموا فيه.
rule-reported-from = يقول النص من أين أرسلوا تقاريرهم.
rule-agency-line = ينسبه إليهم سطر مستقل.
rule-agency-byline = ينسبه إليهم سطر الكاتب.
rule-other = حُدّد بالقاعدة «{ $rule }».
removed-above-body = فوق المقال
removed-below-body = تحت المقال
removed-beside-article = بجانب المقال
removed-comment = تعليقات القراء
removed-copy = مكرر
removed-inset = مُدرج في الوسط
removed-media-lead-in = تمهيد لمقطع مصور
removed-repeated = موجود في مقالات أخرى أيضًا
removed-rule-line = سطر علامات
removed-slug = جزء من عنوان ويب
removed-broken-line = سطر مقطوع
removed-byline = سطر الكاتب
removed-byte-order-mark = علامة ترتيب البايتات
removed-caption = تعليق صورة
removed-comment-bar = شريط التعليقات
removed-cookie-notice = تنبيه ملفات الارتباط
removed-date-line = سطر التاريخ
removed-markup = رموز تنسيق
removed-navigation = التنقل
removed-newsletter = النشرة البريدية
removed-not-text = ليس نصًا
removed-publisher-blurb = نبذة عن الناشر
removed-reading-tip = اقتراح قراءة
removed-related = مواد ذات صلة
removed-section-line = سطر القسم
removed-share-bar = أزرار المشاركة
removed-source-link = رابط المصدر
removed-title-suffix = لاحقة العنوان
sure-almost-certain = شبه مؤكد
sure-very-likely = مرجّح جدًا
sure-likely = مرجّح
sure-even = محتمل بقدر عدمه
sure-doubtful = مشكوك فيه
sure-very-doubtful = مشكوك فيه جدًا
sureness = { $words } ({ $percent })
verdict = { $shown }: { $sureness }.
verdict-perhaps = ربما { $name }، لكن ذلك { $sureness }: وهذا لا يكفي للجزم.
verdict-unknown = غير معروف: لا شيء في النص يقوله بوضوح.
verdict-next = يليه في الترجيح: { $name } ({ $percent }).

## What went wrong

unopened = تعذّر على المتصفح فتحه، فتُرك: أضفه بزر «إضافة ملفات» أو «إضافة مجلد».
one-page-failed = تعذّرت كتابة الصفحة في ملف واحد: أعد تحميلها وحاول مرة أخرى.
one-page-unloaded = تعذّر تحميل البرنامج في ملف واحد: تحقق من اتصالك وحاول مرة أخرى.
engine-unloaded = تعذّر تحميل المحرك: أعد تحميل الصفحة، أو تحقق من اتصالك.
importer-unloaded = تعذّر تحميل قارئ الملفات، فلم يُضَف شيء: تحقق من اتصالك، وأعد تحميل الصفحة، وأضفها من جديد.
part-tables = ما يعرفه المحرك عن الحروف والكلمات
part-models = ما يميّز اللغات والموضوعات
part-corpus = مجموعة المقالات النموذجية
part-unloaded = { $what }: تعذّر التحميل. أعد تحميل الصفحة، أو تحقق من اتصالك.
corpus-unloaded = تعذّر تحميل المجموعة من «{ $address }»: يجب أن تكون ملفًا على موقع هذه الصفحة نفسه.
engine-other-version = المحرك من إصدار غير إصدار هذه الصفحة. أعد تحميل الصفحة لتحديثهما معًا.
engine-stopped = توقف المحرك ولا يمكن تشغيله من جديد: { $reason } أعد تحميل الصفحة للمتابعة.
engine-stopped-at = توقف المحرك أثناء قراءة «{ $file }» وشُغّل من جديد. تُرك ذلك الملف، ويُقرأ كل ما عداه من جديد.
engine-started-again = توقف المحرك على نحو غير متوقع وشُغّل من جديد. تُقرأ المقالات من جديد، ولم يضع شيء.
engine-cannot-run = لا يمكن تشغيل المحرك في هذا المتصفح: { $reason } يمكن ذلك في إصدار حديث من Firefox أو Chrome أو Edge أو Safari.
files-cannot-be-read = لا يمكن قراءة الملفات في هذا المتصفح: { $reason }
reading-stopped = أُوقفت القراءة: لم يُقرأ شيء من { $count ->
    [zero] أي ملف
    [one] ملف واحد
    [two] ملفين
    [few] { $count } ملفات
    [many] { $count } ملفًا
   *[other] { $count } ملف
}، وما قُرئ من غيرها محفوظ. أضفها من جديد للمتابعة.
no-memory = لا ذاكرة في هذا التبويب لمزيد من المقالات، وما فيه باقٍ. وزّع الباقي على مجموعات أخرى، أو ابحث فيه ببرنامج explorer.
importer-stopped = توقف قارئ الملفات عند هذا الملف وشُغّل من جديد: ما قرأه منه محفوظ، وتُرك الباقي.
importer-other-version = قارئ الملفات من إصدار غير إصدار هذه الصفحة. أعد تحميل الصفحة لتحديثهما معًا.
