/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/language.h"
#include "unit/tap.h"

static const char english[] =
	"The quick brown fox jumps over the lazy dog and then goes home to "
	"sleep, for it was a long day and there is more to do tomorrow.";
static const char spanish[] =
	"El niño comió una manzana y después jugó con su pingüino en el jardín "
	"de atrás, donde también había árboles y una pequeña fuente de agua.";
static const char french[] =
	"À l'été, l'élève zélé est allé à la forêt où il a mangé des crêpes et "
	"des gâteaux très sucrés, puis il a rêvé près de la rivière, là où les "
	"chênes ombragent ça et là les flâneurs, et la fête a été gâchée.";
static const char russian[] =
	"Это был обычный день, и мы решили, что было бы хорошо выйти из дома, "
	"чтобы посмотреть на этот новый мост, который был объявлен открытым. "
	"Мы были рады, и вы, возможно, тоже были бы рады.";
static const char ukrainian[] =
	"Це був звичайний день, і ми вирішили, що було б добре вийти з дому, "
	"щоб подивитися на цей новий міст, який щойно відкрили для людей. "
	"Її діти бачили його ще вчора, і їм він дуже сподобався.";
static const char chinese[] =
	"这是很普通的一天我们决定出去看看新建的桥因为天气很好而且我们都有"
	"时间所以大家一起走到河边在那里坐了一个下午说了很多话然后才回家去"
	"吃晚饭";
static const char japanese[] =
	"これは普通の日で、私たちは新しい橋を見に行くことにしました。天気が"
	"よくて、みんな時間があったので、川まで歩いて行きました。それから家に"
	"帰りました。";
static const char traditional[] =
	"這是很普通的一天我們決定出去看看新建的橋因為天氣很好而且我們都有"
	"時間所以大家一起走到河邊在那裡坐了一個下午說了很多話然後才回家去"
	"吃晚飯";
/* in letters that Unicode's normal form takes apart */
static const char bengali[] =
	"এটি একটি সাধারণ দিন ছিল এবং আমরা নতুন সেতুটি দেখতে বাইরে যাওয়ার "
	"সিদ্ধান্ত নিয়েছিলাম কারণ আবহাওয়া ভালো ছিল বাড়ি গাড়ি পড়া বড় ছোট হয় নয়";

static const struct {
	const char *what, *locale, *text;
	bool fits;
} examples[] = {
	{ "Spanish", "es", spanish, true },
	{ "French", "fr", french, true },
	{ "Russian", "ru", russian, true },
	{ "Ukrainian", "uk", ukrainian, true },
	{ "Chinese", "zh_CN", chinese, true },
	{ "traditional Chinese", "zh_TW", traditional, true },
	{ "Japanese", "ja", japanese, true },
	{ "Bengali", "bn", bengali, true },
	{ "French for Spanish", "es", french, false },
	{ "Spanish for French", "fr", spanish, false },
	{ "Russian for Ukrainian", "uk", russian, false },
	{ "Ukrainian for Russian", "ru", ukrainian, false },
	{ "Russian for Spanish", "es", russian, false },
	{ "English for Ukrainian", "uk", english, false },
	{ "English for Chinese", "zh_CN", english, false },
	{ "Chinese for Japanese", "ja", chinese, false },
	{ "Japanese for Chinese", "zh_CN", japanese, false },
	{ "traditional for simplified", "zh_CN", traditional, false },
	{ "simplified for traditional", "zh_TW", chinese, false },
	{ "English has no letter that Spanish has not", "es", english, true },
	{ "a gettext modifier", "sr@latin", russian, false },
	{ "too short to tell", "es", "Это был", true },
	{ "nothing", "es", "", true },
	{ "bytes that are no text", "es", "\xff\xfe\x80", true },
	{ "no locale that ICU knows", "", russian, true },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		struct language *l = language_new(str_of(examples[i].locale));
		struct letters letters = { 0 };

		language_count(l, str_of(examples[i].text), &letters);
		/* letters add up over texts */
		if (letters.all > 60)
			language_count(l, str_of(examples[i].text), &letters);
		if (!ok(language_fits(l, &letters) == examples[i].fits,
			examples[i].what))
			printf("# %zu letters, %zu in script, %zu foreign\n",
			       letters.all, letters.script, letters.foreign);
		language_free(l);
	}
	return tap_done();
}
