//! Which lines do sites put around every article?
//!
//! Fixed phrases of web sites in many languages, each under the name of the rule that removes it.
//! They were written down for this project from general knowledge of how news sites are worded.
//! **Invariant.** A phrase is stored as [`fold`] writes it. Lines that only *look* like furniture are
//! left to the [body](super::body) model.

use std::collections::HashMap;
use std::sync::OnceLock;

/// How much of a line a phrase must fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fills {
    /// All of it.
    Whole,
    /// Its start; the rest is a name or the like.
    Start,
}

use Fills::{Start, Whole};

type Group = (&'static str, Fills, &'static [&'static str]);

#[rustfmt::skip]
const GROUPS: &[Group] = &[
    ("source-link", Whole, &[
        "source link", "link source", "source", "sources", "original source", "source article", "original article",
        "read the original article", "read full article", "view original", "via", "bron", "bronnen", "bronlink", "quelle",
        "quellen", "fuente", "fuentes", "enlace fuente", "lien source", "fonte", "fonti", "fontes", "источник", "джерело",
        "źródło", "kilde", "källa", "lähde", "kaynak", "zdroj", "forrás", "sursa", "sursă", "πηγή", "المصدر", "منبع", "מקור",
        "स्रोत", "sumber", "nguồn", "来源", "原文链接", "出典", "출처",
    ]),
    ("source-link", Start, &["read the original article", "this article was originally published", "this article originally appeared",
        "this story originally appeared", "this post originally appeared", "originally published", "dit artikel verscheen eerder"]),
    ("related", Whole, &[
        "related", "related articles", "related article", "related stories", "related story", "related posts", "related post",
        "related news", "related topics", "related content", "related links", "related reading", "related items", "related videos",
        "you may also like", "you might also like", "you may like", "recommended", "recommended for you", "recommended stories",
        "recommended reading", "more stories", "more news", "more from this section", "most read", "most popular", "trending",
        "trending now", "trending stories", "popular", "popular posts", "latest news", "latest", "latest stories", "latest posts",
        "recent posts", "recent articles", "read next", "up next", "read more", "read also", "also read", "more to read",
        "what to read next", "don't miss", "in this story", "more on this story", "more on this topic", "further reading",
        "previous", "next", "previous article", "next article", "previous post", "next post", "see also", "editor's picks",
        "editors' picks", "top stories", "must read", "explore more", "keep reading", "continue reading", "more like this",
        "gerelateerd", "gerelateerde artikelen", "lees ook", "lees meer", "lees verder", "meer nieuws", "meer over dit onderwerp",
        "meest gelezen", "aanbevolen", "bekijk ook", "ook interessant", "net binnen",
        "mehr zum thema", "ähnliche artikel", "verwandte artikel", "lesen sie auch", "auch interessant", "mehr lesen", "weiterlesen",
        "meistgelesen", "das könnte sie auch interessieren", "weitere artikel", "zum thema",
        "articles similaires", "articles connexes", "lire aussi", "à lire aussi", "a lire aussi", "lire la suite", "sur le même sujet",
        "les plus lus", "à découvrir", "voir aussi", "vous aimerez aussi", "en savoir plus",
        "artículos relacionados", "noticias relacionadas", "relacionadas", "relacionados", "lea también", "leer más", "lee también",
        "te puede interesar", "más leídas", "más noticias", "lo más visto", "ver también", "seguir leyendo",
        "articoli correlati", "leggi anche", "leggi tutto", "potrebbe interessarti", "più letti", "notizie correlate", "vedi anche",
        "artigos relacionados", "notícias relacionadas", "leia também", "leia mais", "veja também", "mais lidas", "saiba mais",
        "читайте также", "читать далее", "похожие статьи", "по теме", "материалы по теме", "смотрите также", "популярное",
        "читайте також", "читати далі", "схожі статті", "за темою",
        "czytaj także", "czytaj też", "czytaj więcej", "zobacz także", "zobacz też", "powiązane artykuły", "polecane",
        "läs mer", "läs också", "läs även", "relaterade artiklar", "mest läst", "les mer", "les også", "relaterte artikler",
        "mest lest", "læs også", "læs mere", "relaterede artikler", "mest læste", "lue myös", "lue lisää", "luetuimmat",
        "ilgili haberler", "benzer haberler", "devamını oku", "bunlar da ilginizi çekebilir", "související články", "čtěte také",
        "číst více", "kapcsolódó cikkek", "olvassa el ezt is", "tovább olvasom", "citește și", "citeşte şi", "articole similare",
        "διαβάστε επίσης", "διαβάστε ακόμη", "σχετικά άρθρα", "مقالات ذات صلة", "اقرأ أيضا", "اقرأ أيضاً", "اقرأ المزيد", "مواضيع ذات صلة",
        "مطالب مرتبط", "بیشتر بخوانید", "کתבות נוספות", "קראו גם", "यह भी पढ़ें", "संबंधित खबरें", "और पढ़ें", "baca juga", "artikel terkait",
        "berita terkait", "selengkapnya", "xem thêm", "tin liên quan", "bài viết liên quan", "相关文章", "相关新闻", "相關文章", "相關新聞",
        "延伸阅读", "延伸閱讀", "推荐阅读", "阅读更多", "関連記事", "あわせて読みたい", "続きを読む", "관련기사", "관련 기사", "더보기",
    ]),
    ("navigation", Whole, &[
        "back to top", "back to top button", "to the top", "scroll to top", "top", "return to top", "go to top", "skip to content",
        "skip to main content", "skip to navigation", "skip to main", "jump to content", "menu", "main menu", "close menu", "open menu",
        "toggle navigation", "toggle menu", "navigation", "search", "search for", "close", "home", "homepage", "back", "back to home",
        "contact", "contact us", "about", "about us", "privacy policy", "privacy", "terms of use", "terms of service",
        "terms and conditions", "terms & conditions", "cookie policy", "cookies", "advertise", "advertise with us", "advertisement",
        "advertising", "ad", "ads", "sponsored", "sponsored content", "sitemap", "site map", "careers", "login", "log in", "sign in",
        "sign up", "register", "my account", "subscribe", "subscribe now", "newsletter", "newsletters", "donate", "faq", "help",
        "exit mobile version", "view desktop version", "desktop version", "mobile version", "view all", "see all", "view more",
        "see more", "load more", "show more", "all rights reserved", "advertisement - continue reading below", "skip advertisement",
        "story continues below advertisement", "article continues below", "article continues after ad", "print", "print this page", "rss",
        "naar boven", "terug naar boven", "zoeken", "inloggen", "over ons", "advertentie", "abonneren", "privacybeleid", "sluiten",
        "direct naar artikelinhoud", "nach oben", "zum inhalt springen", "suche", "anmelden", "impressum", "datenschutz", "anzeige",
        "werbung", "startseite", "kontakt", "retour en haut", "haut de page", "aller au contenu", "rechercher", "connexion", "publicité",
        "s'abonner", "mentions légales", "accueil", "qui sommes-nous", "volver arriba", "saltar al contenido", "buscar", "iniciar sesión",
        "publicidad", "inicio", "suscríbete", "aviso legal", "política de privacidad", "torna su", "torna all'inizio", "cerca", "accedi",
        "pubblicità", "chi siamo", "voltar ao topo", "ir para o conteúdo", "entrar", "publicidade", "início", "assine", "наверх",
        "поиск", "войти", "реклама", "главная", "меню", "контакты", "о нас", "вгору", "пошук", "увійти", "головна", "szukaj", "reklama",
        "zaloguj", "strona główna", "sök", "annons", "logga in", "hem", "søk", "annonse", "logg inn", "hjem", "søg", "annonce", "log ind",
        "haku", "mainos", "kirjaudu", "etusivu", "ara", "reklam", "giriş", "ana sayfa", "anasayfa", "başa dön", "hledat", "přihlásit",
        "keresés", "hirdetés", "bejelentkezés", "căutare", "publicitate", "acasă", "αναζήτηση", "διαφήμιση", "αρχική", "بحث", "إعلان",
        "الرئيسية", "اعلان", "جستجو", "خانه", "חיפוש", "פרסומת", "खोजें", "विज्ञापन", "होम", "cari", "iklan", "beranda", "tìm kiếm",
        "quảng cáo", "trang chủ", "返回顶部", "搜索", "首页", "广告", "登录", "回到頂部", "首頁", "廣告", "登入", "ページトップへ", "検索", "ホーム",
        "広告", "ログイン", "검색", "홈", "광고", "로그인",
    ]),
    ("navigation", Start, &["skip to", "jump to", "back to", "see more", "view all", "see all", "more from", "load more", "sign up for",
        "sign up to", "subscribe to", "download our app", "download the app", "get our app", "meer van", "mehr von", "plus de", "más de",
        "copyright", "©", "(c)", "all rights reserved", "alle rechten voorbehouden", "alle rechte vorbehalten", "tous droits réservés",
        "todos los derechos reservados", "tutti i diritti riservati", "todos os direitos reservados", "все права защищены",
        "усі права захищені", "wszelkie prawa zastrzeżone", "版权所有", "著作権", "무단전재"]),
    ("share-bar", Whole, &[
        "share", "share this", "share this article", "share this story", "share this post", "share this page", "share on", "share via",
        "share on facebook", "share on twitter", "share on x", "share on linkedin", "share on whatsapp", "share on reddit", "share on pinterest",
        "share by email", "share via email", "facebook", "twitter", "x", "x (twitter)", "linkedin", "whatsapp", "telegram", "pinterest",
        "reddit", "email", "e-mail", "mail", "copy link", "copied", "link copied", "tumblr", "messenger", "viber", "line", "vk", "weibo",
        "wechat", "instagram", "youtube", "tiktok", "threads", "bluesky", "mastodon", "flipboard", "pocket", "tweet", "pin", "pin it",
        "like", "save", "save article", "bookmark", "click to share", "follow us", "follow", "gift article", "listen to this article",
        "listen", "deel", "delen", "deel dit artikel", "deel dit bericht", "deel via", "volg ons", "kopieer link", "teilen",
        "artikel teilen", "folgen sie uns", "link kopieren", "partager", "partager cet article", "partager sur", "suivez-nous",
        "copier le lien", "compartir", "compartir en", "comparte", "síguenos", "copiar enlace", "condividi", "seguici", "compartilhar",
        "compartilhe", "partilhar", "siga-nos", "поделиться", "поделитесь", "подписывайтесь", "скопировать ссылку", "поділитися",
        "поширити", "udostępnij", "podziel się", "dela", "dela artikeln", "del", "del artikkel", "jaa", "jaa artikkeli", "paylaş", "sdílet",
        "megosztás", "distribuie", "κοινοποίηση", "مشاركة", "شارك", "اشتراک گذاری", "שתף", "शेयर करें", "साझा करें", "bagikan", "chia sẻ",
        "分享", "分享到", "シェア", "シェアする", "ツイート", "공유", "공유하기",
    ]),
    ("share-bar", Start, &["share this", "share on", "click to share", "follow us on", "follow us", "like us on", "find us on", "join us on",
        "join our", "volg ons op", "folgen sie uns", "suivez-nous sur", "síguenos en", "seguici su", "siga-nos", "share via", "tweet this"]),
    ("comment-bar", Whole, &[
        "comments", "comment", "no comments", "no comments yet", "leave a comment", "leave a reply", "leave a comment cancel reply",
        "leave a reply cancel reply", "cancel reply", "post a comment", "add a comment", "add comment", "write a comment", "join the conversation",
        "comments are closed", "comments closed", "comments off", "view comments", "show comments", "see comments", "post comment",
        "join the discussion", "be the first to comment", "reply", "log in to comment", "sign in to comment", "reageer", "reacties",
        "geef een reactie", "plaats een reactie", "reacties zijn gesloten", "reageren", "kommentare", "kommentar schreiben", "kommentieren",
        "schreibe einen kommentar", "kommentare sind geschlossen", "commentaires", "laisser un commentaire", "commenter",
        "les commentaires sont fermés", "comentarios", "deja un comentario", "deja una respuesta", "los comentarios están cerrados",
        "commenti", "lascia un commento", "i commenti sono chiusi", "comentários", "deixe um comentário", "deixe uma resposta",
        "комментарии", "оставить комментарий", "комментировать", "комментарии закрыты", "коментарі", "залишити коментар", "komentarze",
        "dodaj komentarz", "kommentarer", "lämna en kommentar", "legg igjen en kommentar", "skriv en kommentar", "kommentit", "yorumlar",
        "yorum yap", "bir yanıt yazın", "komentáře", "přidat komentář", "hozzászólások", "comentarii", "lasă un comentariu", "σχόλια",
        "تعليقات", "اترك تعليقا", "اترك تعليقاً", "نظرات", "دیدگاه‌ها", "תגובות", "टिप्पणियाँ", "komentar", "tinggalkan balasan", "bình luận",
        "评论", "发表评论", "留言", "發表評論", "コメント", "コメントする", "댓글", "댓글쓰기",
    ]),
    ("comment-bar", Start, &["your email address will not be published", "leave a comment", "leave a reply", "je e-mailadres wordt niet",
        "deine e-mail-adresse wird nicht", "votre adresse e-mail ne sera", "tu dirección de correo electrónico no", "save my name, email",
        "you must be logged in to", "notify me of", "comments are closed", "comments on this"]),
    ("cookie-notice", Start, &[
        "we use cookies", "this website uses cookies", "this site uses cookies", "our website uses cookies", "we and our partners",
        "we value your privacy", "by continuing to use this", "by using this site", "by clicking accept", "by clicking “accept", "by clicking \"accept",
        "this page uses cookies", "manage consent", "manage your privacy", "cookie settings", "cookie preferences", "accept cookies",
        "accept all", "reject all", "your privacy choices", "the technical storage or access", "deze website gebruikt cookies",
        "wij gebruiken cookies", "we gebruiken cookies", "diese website verwendet cookies", "wir verwenden cookies", "diese seite verwendet cookies",
        "wir nutzen cookies", "ce site utilise des cookies", "nous utilisons des cookies", "este sitio web utiliza cookies", "este sitio utiliza cookies",
        "utilizamos cookies", "usamos cookies", "questo sito utilizza", "utilizziamo i cookie", "este site utiliza cookies", "мы используем файлы cookie",
        "мы используем cookie", "сайт использует", "ми використовуємо", "używamy plików cookie", "ta strona używa", "vi använder cookies",
        "vi bruker informasjonskapsler", "vi bruger cookies", "käytämme evästeitä", "çerez", "tento web používá", "ez a weboldal",
        "acest site folosește", "χρησιμοποιούμε cookies", "نستخدم ملفات تعريف", "当サイトでは", "本网站使用", "쿠키",
    ]),
    ("newsletter", Start, &["sign up for our", "sign up to our", "subscribe to our", "get the latest news", "get our newsletter", "join our newsletter",
        "enter your email", "thank you for subscribing", "thanks for subscribing", "stay up to date with", "schrijf je in voor", "meld je aan voor",
        "melden sie sich", "abonnieren sie", "inscrivez-vous", "abonnez-vous", "suscríbete a", "suscríbase", "iscriviti", "inscreva-se", "assine a",
        "подпишитесь на", "підпишіться", "zapisz się", "prenumerera", "abonner på", "tilmeld dig", "tilaa uutiskirje"]),
];

// No line is looked at beyond this many bytes or words when matching the start of a phrase.
const LONGEST: usize = 200;
const MOST_WORDS: usize = 7;

fn phrases() -> &'static HashMap<&'static str, [Option<&'static str>; 2]> {
    static PHRASES: OnceLock<HashMap<&'static str, [Option<&'static str>; 2]>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let mut all = HashMap::new();
        for &(rule, fills, group) in GROUPS {
            for &phrase in group {
                let entry: &mut [Option<&'static str>; 2] = all.entry(phrase).or_default();
                if let Some(slot) = entry.get_mut(usize::from(fills == Start)) {
                    slot.get_or_insert(rule);
                }
            }
        }
        all
    })
}

/// A line as phrases are stored: lower case, straight apostrophes, single spaces, nothing but letters,
/// digits and the like at its ends. At most about [`LONGEST`] bytes of it.
pub fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len().min(LONGEST));
    let inner = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | ')'));
    let inner = inner.strip_suffix(')').filter(|rest| !rest.contains('(')).unwrap_or(inner);
    let mut space = false;
    for c in inner.chars() {
        if folded.len() >= LONGEST {
            break;
        }
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            folded.push(' ');
        }
        match c {
            '’' | '‘' | '`' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// The rule whose phrase fills this (folded) line, or starts it.
pub fn rule(folded: &str) -> Option<&'static str> {
    let phrases = phrases();
    if let Some(&[whole, start]) = phrases.get(folded)
        && let Some(rule) = whole.or(start)
    {
        return Some(rule);
    }
    let ends = folded
        .char_indices()
        .filter(|&(_, c)| matches!(c, ' ' | ':' | ',' | '.' | '!' | '|'))
        .map(|(at, _)| at);
    for end in ends.take(MOST_WORDS) {
        let Some(start) = folded.get(..end) else { continue };
        if let Some(&[_, Some(rule)]) = phrases.get(start) {
            return Some(rule);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_stored_as_lines_are_folded() {
        for (_, _, group) in GROUPS {
            for phrase in *group {
                if !phrase.starts_with('(') {
                    assert_eq!(&fold(phrase), phrase);
                }
            }
        }
    }

    #[test]
    fn furniture_is_known_in_many_languages_and_prose_is_not() {
        for (line, expected) in [
            ("Source link", Some("source-link")),
            ("Related Articles", Some("related")),
            ("Back to top button", Some("navigation")),
            ("Comments are closed.", Some("comment-bar")),
            ("Exit mobile version", Some("navigation")),
            ("See more The Buzz Live", Some("navigation")),
            ("Leave a Comment", Some("comment-bar")),
            ("Lees ook:", Some("related")),
            ("Читайте также:", Some("related")),
            ("関連記事", Some("related")),
            ("© 2024 Example Media", Some("navigation")),
            ("We use cookies to make this site better.", Some("cookie-notice")),
            ("Related to this, the minister said", None),
            ("Sharing the load is what they came for.", None),
            ("Home rule was the question of the day.", None),
        ] {
            assert_eq!(rule(&fold(line)), expected, "{line}");
        }
    }
}
