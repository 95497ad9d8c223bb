"""Names in their own script and in Latin letters; who bears which is drawn, so nobody is meant."""

from dataclasses import dataclass

LATIN = "="  # a name that is written in Latin letters at home too


@dataclass(frozen=True, slots=True)
class Spelled:
    """One name in Latin letters and as it is written at home (the same where that is Latin)."""

    latin: str
    own: str


def _read(line: str) -> tuple[Spelled, ...]:
    """`Latin=own` pairs between spaces; an underscore stands for a space inside a name."""
    pairs = (pair.replace("_", " ").partition(LATIN) for pair in line.split())
    return tuple(Spelled(latin, own or latin) for latin, _equals, own in pairs)


@dataclass(frozen=True, slots=True)
class Culture:
    """Given names of men and women and the family names of one country, with places to be born in."""

    men: tuple[Spelled, ...]
    women: tuple[Spelled, ...]
    families: tuple[Spelled, ...]
    places: tuple[str, ...]
    feminine: Spelled = Spelled("", "")  # what a woman's family name ends in

    def family_of(self, family: Spelled, *, is_woman: bool) -> Spelled:
        """The family name as a man or a woman bears it."""
        if not is_woman:
            return family
        return Spelled(family.latin + self.feminine.latin, family.own + self.feminine.own)


def _culture(men: str, women: str, families: str, places: str, feminine: str = "") -> Culture:
    endings = _read(feminine)[0] if feminine else Spelled("", "")
    return Culture(_read(men), _read(women), _read(families), _read_places(places), endings)


def _read_places(line: str) -> tuple[str, ...]:
    return tuple(place.replace("_", " ") for place in line.split())


_ARAB_MEN = (
    "Ahmed=أحمد Mustafa=مصطفى Omar=عمر Yousif=يوسف Karim=كريم Hassan=حسن Tariq=طارق Samir=سمير Nabil=نبيل Ibrahim=إبراهيم "
    "Khalid=خالد Walid=وليد"
)
_ARAB_WOMEN = "Fatima=فاطمة Zainab=زينب Noor=نور Huda=هدى Salma=سلمى Mariam=مريم Rana=رنا Layla=ليلى Amal=أمل Dina=دينا"

CULTURES: dict[str, Culture] = {
    "IQ": _culture(
        _ARAB_MEN, _ARAB_WOMEN,
        "Al-Dulaimi=الدليمي Al-Janabi=الجنابي Al-Tikriti=التكريتي Al-Obaidi=العبيدي Al-Samarrai=السامرائي Al-Rubaie=الربيعي "
        "Al-Zubaidi=الزبيدي Al-Hamdani=الحمداني Al-Saadi=الساعدي Al-Khafaji=الخفاجي",
        "Baghdad Mosul Basra Erbil Kirkuk",
    ),
    "EG": _culture(
        _ARAB_MEN, _ARAB_WOMEN,
        "Abdelrahman=عبد_الرحمن Mansour=منصور Shehata=شحاتة Farouk=فاروق El-Masry=المصري Gaber=جابر Ramadan=رمضان Soliman=سليمان "
        "Hegazy=حجازي Badawi=بدوي",
        "Cairo Alexandria Giza Tanta Mansoura",
    ),
    "IR": _culture(
        "Reza=رضا Mehdi=مهدی Hossein=حسین Farhad=فرهاد Kaveh=کاوه Behnam=بهنام Arash=آرش Saeed=سعید",
        "Shirin=شیرین Maryam=مریم Parisa=پریسا Nasrin=نسرین Leila=لیلا Azadeh=آزاده Zahra=زهرا",
        "Karimi=کریمی Ahmadi=احمدی Rostami=رستمی Tehrani=تهرانی Moradi=مرادی Jafari=جعفری Shirazi=شیرازی Ghorbani=قربانی",
        "Tehran Shiraz Isfahan Tabriz",
    ),
    "GE": _culture(
        "Giorgi=გიორგი Levan=ლევანი Davit=დავითი Zurab=ზურაბი Irakli=ირაკლი Vakhtang=ვახტანგი Temur=თემური Shota=შოთა",
        "Nino=ნინო Tamar=თამარი Ketevan=ქეთევანი Maia=მაია Eka=ეკა Salome=სალომე Natia=ნათია",
        "Kapanadze=კაპანაძე Gelashvili=გელაშვილი Lomidze=ლომიძე Maisuradze=მაისურაძე Tsiklauri=წიკლაური Giorgadze=გიორგაძე "
        "Kobakhidze=კობახიძე Chkheidze=ჩხეიძე Jorjadze=ჯორჯაძე",
        "Tbilisi Kutaisi Batumi Zugdidi Gori",
    ),
    "AM": _culture(
        "Armen=Արմեն Tigran=Տիգրան Hayk=Հայկ Gevorg=Գևորգ Karen=Կարեն Ashot=Աշոտ Vahan=Վահան Suren=Սուրեն",
        "Anahit=Անահիտ Gayane=Գայանե Mariam=Մարիամ Narine=Նարինե Siranush=Սիրանուշ Hasmik=Հասմիկ",
        "Harutyunyan=Հարությունյան Sargsyan=Սարգսյան Grigoryan=Գրիգորյան Hakobyan=Հակոբյան Vardanyan=Վարդանյան "
        "Mkrtchyan=Մկրտչյան Avetisyan=Ավետիսյան Poghosyan=Պողոսյան",
        "Yerevan Gyumri Vanadzor Artashat",
    ),
    "KG": _culture(
        "Azamat=Азамат Nurlan=Нурлан Bakyt=Бакыт Ruslan=Руслан Timur=Тимур Marat=Марат Ulan=Улан",
        "Aigul=Айгуль Gulnara=Гульнара Cholpon=Чолпон Nazgul=Назгуль Elmira=Эльмира",
        "Asanov=Асанов Isakov=Исаков Toktogulov=Токтогулов Abdyldaev=Абдылдаев Mamatov=Маматов Sydykov=Сыдыков Osmonov=Осмонов",
        "Bishkek Osh Naryn Talas", "a=а",
    ),
    "ET": _culture(
        "Abebe=አበበ Tesfaye=ተስፋዬ Dawit=ዳዊት Yonas=ዮናስ Bekele=በቀለ Haile=ኃይሌ Solomon=ሰለሞን Girma=ግርማ",
        "Almaz=አልማዝ Tigist=ትዕግስት Hirut=ሒሩት Selam=ሰላም Meron=ሜሮን Aster=አስቴር",
        "Kebede=ከበደ Alemu=ዓለሙ Tadesse=ታደሰ Worku=ወርቁ Mengistu=መንግሥቱ Desta=ደስታ Getachew=ጌታቸው Assefa=አሰፋ",
        "Addis_Ababa Dire_Dawa Gondar Bahir_Dar Hawassa",
    ),
    "BD": _culture(
        "Rahim=রহিম Kamal=কামাল Jamal=জামাল Faruk=ফারুক Shafiq=শফিক Anwar=আনোয়ার Habib=হাবিব",
        "Rokeya=রোকেয়া Nasima=নাসিমা Shirin=শিরিন Taslima=তাসলিমা Ayesha=আয়েশা",
        "Hossain=হোসেন Chowdhury=চৌধুরী Miah=মিয়া Sarker=সরকার Talukder=তালুকদার Bhuiyan=ভূঁইয়া Khatun=খাতুন",
        "Dhaka Sylhet Chattogram Khulna",
    ),
    "NG": _culture(
        "Emeka Obinna Tunde Babajide Musa Sani Ifeanyi Kelechi Olumide Uche Aminu Osaze",
        "Ngozi Chioma Funmilayo Aisha Blessing Adaeze Yetunde Halima Osarugue",
        "Adeyemi Okonkwo Balogun Eze Nwosu Abubakar Ogunleye Igbinedion Olatunji Danjuma Ehigiator Onyekachi",
        "Lagos Benin_City Kano Ibadan Enugu",
    ),
    "GM": _culture(
        "Lamin Ebrima Ousman Modou Alagie Bakary Sulayman Momodou Yankuba",
        "Isatou Mariama Awa Kaddy Binta Ramatoulie Sainabou",
        "Ceesay Touray Jammeh Sanyang Bojang Darboe Sowe Camara Njie Fofana",
        "Banjul Serekunda Brikama Farafenni",
    ),
    "AL": _culture(
        "Arben Dritan Ilir Gëzim Agron Shpëtim Fatmir Endrit Çelik",
        "Mirela Vjollca Ermira Lindita Arta Drita Flutura",
        "Krasniqi Gashi Shehu Berisha Çela Dervishi Mëhilli Zogu Kelmendi Rexhepi",
        "Tirana Shkodër Durrës Vlorë Kukës",
    ),
}  # fmt: skip
